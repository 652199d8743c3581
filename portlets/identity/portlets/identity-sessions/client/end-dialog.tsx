import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import { ConfirmDialog } from '../../../common/confirm-dialog.tsx';
import { useAdminAction } from '../../../common/use-admin-action.ts';
import type { Session } from '../../../contract/session.ts';
import { sessionsMessages } from './sessions-messages.ts';

export type EndRequest = { readonly session: Session; readonly name: string; readonly isAll: boolean };

type Props = { readonly request: EndRequest; readonly onClose: () => void };

/** Ends one session, or all of its person, after asking. */
export function EndDialog({ request: { session, name, isAll }, onClose }: Props): ReactNode {
  const text = useMessages(sessionsMessages);
  const { resources } = usePortlet();
  const end = useAdminAction(() => resources.refresh('sessions', 'receipts'));
  const path = isAll
    ? `/people/${encodeURIComponent(session.sub)}/sessions`
    : `/sessions/${encodeURIComponent(session.uid)}`;
  const confirm = async () => {
    if (await end.run({ method: 'DELETE', path, done: text.ended })) onClose();
  };
  return (
    <ConfirmDialog
      title={isAll ? text.endAllTitle(name) : text.endTitle(name)}
      action={isAll ? text.endAll : text.end}
      isDangerous
      isRunning={end.isRunning}
      problem={end.problem}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{text.endHint}</p>
    </ConfirmDialog>
  );
}
