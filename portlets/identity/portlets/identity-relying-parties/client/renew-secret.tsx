import { useMessages } from '@yimen/portlet-sdk';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '../../../common/confirm-dialog.tsx';
import { useAdminAction } from '../../../common/use-admin-action.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { systemsMessages } from './systems-messages.ts';

type Props = { readonly clientId: string; readonly onClose: () => void };

/** Asks for another secret; it is shown once to whoever asked, and works when another administrator has approved. */
export function RenewSecret({ clientId, onClose }: Props): ReactNode {
  const text = useMessages(systemsMessages);
  const [shown, setShown] = useState<{ secret: string; isWaiting: boolean }>();
  const renew = useAdminAction<{ clientSecret?: string }>(({ body, isWaiting }) => {
    if (body.clientSecret === undefined) onClose();
    else setShown({ secret: body.clientSecret, isWaiting });
  });
  if (shown) return <SecretDialog {...shown} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={text.renewTitle}
      action={text.renew}
      isRunning={renew.isRunning}
      problem={renew.problem}
      onConfirm={() =>
        void renew.run({
          method: 'POST',
          path: `/relying-parties/${encodeURIComponent(clientId)}/renew-secret`,
          body: {},
        })
      }
      onClose={onClose}
    >
      <p>{text.renewHint}</p>
    </ConfirmDialog>
  );
}
