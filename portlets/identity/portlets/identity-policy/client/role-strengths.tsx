import { useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, ErrorState, LoadingState, Modal, Radio } from '@yimen/ui';
import { DataTable, type DataTableColumn } from '@yimen/ui/table';
import { type ReactNode, useId, useState } from 'react';
import { commonMessages } from '../../../common/common-messages.ts';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../common/use-admin-action.ts';
import type { RoleRequirements } from '../../../contract/policy.ts';
import { policyMessages } from './policy-messages.ts';
import styles from './policy-view.module.css';

type Role = RoleRequirements['roles'][number];

const strengths = ['urn:yimen:acr:password', 'urn:yimen:acr:second-factor', 'urn:yimen:acr:passkey'] as const;
/** GB/T 22239-2019, 8.1.4.1 d: the sso-server refuses less for them. */
const atLeastSecond = /^(system|security|audit)-administrator$/;

/** How strongly each role has to sign in. */
export function RoleStrengths({ mayChange }: { readonly mayChange: boolean }): ReactNode {
  const text = useMessages(policyMessages);
  const words = useMessages(commonMessages);
  const locale = useLocale();
  const heading = useId();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<RoleRequirements>('roles');
  const [role, setRole] = useState<Role>();
  const nameOf = ({ id, name }: Role) => name?.[locale] ?? words.role(id);
  if (isLoading) return <LoadingState lines={4} />;
  if (!data) {
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  const columns: DataTableColumn<Role>[] = [
    { key: 'name', title: text.role, value: nameOf },
    { key: 'strength', title: text.strength, value: ({ minimumAcr }) => text.acr(minimumAcr) },
    ...(mayChange
      ? [
          {
            key: 'change',
            title: text.change,
            width: 90,
            render: (one: Role) => (
              <Button
                size="small"
                type="link"
                aria-label={text.changeOf(nameOf(one))}
                onClick={() => setRole(one)}
              >
                {text.change}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <section aria-labelledby={heading}>
      <h4 className={styles.heading} id={heading}>
        {text.roles}
      </h4>
      <DataTable
        label={text.roles}
        columns={columns}
        rows={data.roles}
        rowKey={({ id }) => id}
        numbered={false}
        size="small"
      />
      {role && <StrengthDialog role={role} name={nameOf(role)} onClose={() => setRole(undefined)} />}
    </section>
  );
}

type DialogProps = { readonly role: Role; readonly name: string; readonly onClose: () => void };

function StrengthDialog({ role, name, onClose }: DialogProps): ReactNode {
  const text = useMessages(policyMessages);
  const words = useMessages(commonMessages);
  const { resources } = usePortlet();
  const [acr, setAcr] = useState(role.minimumAcr);
  const { data } = useResource<{ revision?: string }>('requirement', { query: { id: role.id } });
  const save = useAdminAction(() => resources.refresh('roles'));
  const submit = async () => {
    const outcome = await save.run({
      method: 'PUT',
      path: `/acr-requirements/roles/${encodeURIComponent(role.id)}`,
      body: { minimumAcr: acr },
      revision: data?.revision,
    });
    if (outcome) onClose();
  };
  const options = strengths
    .filter((value) => value !== strengths[0] || !atLeastSecond.test(role.id))
    .map((value) => ({ value, label: text.acr(value) }));
  return (
    <Modal
      open
      title={text.changeOf(name)}
      okText={text.submit}
      cancelText={words.cancel}
      okButtonProps={{ loading: save.isRunning, disabled: !data || acr === role.minimumAcr }}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <p>{text.changeHint}</p>
      <Radio.Group
        aria-label={text.strength}
        value={acr}
        onChange={(event) => setAcr(event.target.value as string)}
        options={options}
      />
      <ProblemAlert problem={save.problem} />
    </Modal>
  );
}
