import { useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { Button, Radio } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import { ConfirmDialog } from '../../../common/confirm-dialog.tsx';
import { useAdminAction } from '../../../common/use-admin-action.ts';
import { useAdministrator } from '../../../common/use-administrator.ts';
import type { Requirement } from '../../../contract/relying-party.ts';
import { systemsMessages } from './systems-messages.ts';

const levels = ['urn:yimen:acr:password', 'urn:yimen:acr:second-factor', 'urn:yimen:acr:passkey'] as const;
type Read = Requirement & { readonly revision?: string };

/** How strong a sign-in this system asks for; a security administrator sets it, and another one approves. */
export function RequirementLine({ clientId }: { readonly clientId: string }): ReactNode {
  const text = useMessages(systemsMessages);
  const isSecurity = useAdministrator().is('security-administrator');
  const { data } = useResource<Read>('requirement');
  const [isOpen, setOpen] = useState(false);
  return (
    <span className={common.actions}>
      {data ? text.acrOf(data.minimumAcr) : '—'}
      {isSecurity && data ? (
        <Button size="small" onClick={() => setOpen(true)}>
          {text.setRequirement}
        </Button>
      ) : (
        <span className={common.quiet}>{text.requirementHint}</span>
      )}
      {isOpen && data && <RequirementDialog clientId={clientId} read={data} onClose={() => setOpen(false)} />}
    </span>
  );
}

type Props = { readonly clientId: string; readonly read: Read; readonly onClose: () => void };

function RequirementDialog({ clientId, read, onClose }: Props): ReactNode {
  const text = useMessages(systemsMessages);
  const { resources } = usePortlet();
  const [minimumAcr, setMinimum] = useState(read.minimumAcr);
  const save = useAdminAction(() => resources.refresh('requirement'));
  const confirm = async () => {
    const outcome = await save.run({
      method: 'PUT',
      path: `/acr-requirements/relying-parties/${encodeURIComponent(clientId)}`,
      body: { minimumAcr, defaultAcrValues: [...read.defaultAcrValues] },
      revision: read.revision,
    });
    if (outcome) onClose();
  };
  return (
    <ConfirmDialog
      title={text.requirement}
      action={text.setRequirement}
      isRunning={save.isRunning}
      problem={save.problem}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Radio.Group
        aria-label={text.requirement}
        value={minimumAcr}
        onChange={(event) => setMinimum(String(event.target.value))}
        options={levels.map((value) => ({ value, label: text.acrOf(value) }))}
      />
      <p>{text.requirementApproval}</p>
    </ConfirmDialog>
  );
}
