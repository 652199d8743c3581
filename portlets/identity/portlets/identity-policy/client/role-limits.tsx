import { useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, ErrorState, InputNumber, LoadingState, Modal, Radio } from '@yimen/ui';
import { DataTable, type DataTableColumn } from '@yimen/ui/table';
import { type ReactNode, useId, useState } from 'react';
import { commonMessages } from '../../../common/common-messages.ts';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../common/use-admin-action.ts';
import type { RoleRequirements, SessionLimit, SessionLimits } from '../../../contract/policy.ts';
import { policyMessages } from './policy-messages.ts';
import styles from './policy-view.module.css';

type Role = RoleRequirements['roles'][number];

const policies = ['end-oldest', 'refuse', 'ask'] as const;
const most = 100;

/** How often people of each role may be signed in at once; a role without a limit of its own has everybody's. */
export function RoleLimits({ mayChange }: { readonly mayChange: boolean }): ReactNode {
  const text = useMessages(policyMessages);
  const words = useMessages(commonMessages);
  const locale = useLocale();
  const heading = useId();
  const limits = useResource<SessionLimits>('limits');
  const known = useResource<RoleRequirements>('roles');
  const [role, setRole] = useState<Role>();
  const nameOf = ({ id, name }: Role) => name?.[locale] ?? words.role(id);
  if (limits.isLoading || known.isLoading) return <LoadingState lines={4} />;
  const { data } = limits;
  if (!data || !known.data) {
    const { problem, refresh, isRefreshing } = data ? known : limits;
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  const columns: DataTableColumn<Role>[] = [
    { key: 'name', title: text.role, value: nameOf },
    { key: 'limit', title: text.perPerson, value: ({ id }) => text.limitOf(data.roles[id]) },
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
                aria-label={text.changeLimitOf(nameOf(one))}
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
        {text.roleLimits}
      </h4>
      <DataTable
        label={text.roleLimits}
        columns={columns}
        rows={known.data.roles}
        rowKey={({ id }) => id}
        numbered={false}
        size="small"
      />
      <p className={styles.hint}>{text.roleLimitsHint}</p>
      {role && (
        <LimitDialog role={role} name={nameOf(role)} limits={data} onClose={() => setRole(undefined)} />
      )}
    </section>
  );
}

type DialogProps = {
  readonly role: Role;
  readonly name: string;
  readonly limits: SessionLimits;
  readonly onClose: () => void;
};

function LimitDialog({ role, name, limits, onClose }: DialogProps): ReactNode {
  const text = useMessages(policyMessages);
  const words = useMessages(commonMessages);
  const { resources } = usePortlet();
  const present = limits.roles[role.id];
  const [isOwn, setOwn] = useState(present !== undefined);
  const [own, setOwnLimit] = useState<SessionLimit>(present ?? { limit: 1, policy: 'end-oldest' });
  const save = useAdminAction(() => resources.refresh('limits'));
  const submit = async () => {
    const { [role.id]: _replaced, ...others } = limits.roles;
    const outcome = await save.run({
      method: 'PUT',
      path: '/session-limits',
      body: { roles: isOwn ? { ...others, [role.id]: own } : others },
      revision: limits.revision,
    });
    if (outcome) onClose();
  };
  const isSame = isOwn
    ? own.limit === present?.limit && own.policy === present?.policy
    : present === undefined;
  return (
    <Modal
      open
      title={text.changeLimitOf(name)}
      okText={text.submit}
      cancelText={words.cancel}
      okButtonProps={{ loading: save.isRunning, disabled: isSame }}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <p>{text.changeLimitHint}</p>
      <Radio.Group
        aria-label={text.perPerson}
        value={isOwn}
        onChange={(event) => setOwn(event.target.value as boolean)}
        options={[
          { value: false, label: text.asEverybody },
          { value: true, label: text.ownLimit },
        ]}
      />
      {isOwn && (
        <div className={styles.ownLimit}>
          <InputNumber
            aria-label={text.places}
            min={1}
            max={most}
            precision={0}
            value={own.limit}
            onChange={(limit) => setOwnLimit({ ...own, limit: limit ?? 1 })}
          />
          <Radio.Group
            aria-label={text.whenMore}
            value={own.policy}
            onChange={(event) =>
              setOwnLimit({ ...own, policy: event.target.value as SessionLimit['policy'] })
            }
            options={policies.map((value) => ({ value, label: text.beyond(value) }))}
          />
        </div>
      )}
      <ProblemAlert problem={save.problem} />
    </Modal>
  );
}
