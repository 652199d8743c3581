import { useMessages } from '@yimen/portlet-sdk';
import { Alert, Button, Input, Modal } from '@yimen/ui';
import type { ReactNode } from 'react';
import common from '../../../common/common.module.css';
import { CopyButton } from '../../../common/copy-button.tsx';
import { systemsMessages } from './systems-messages.ts';

type Props = { readonly secret: string; readonly isWaiting: boolean; readonly onClose: () => void };

/** A secret, once: it is not kept anywhere in the browser. */
export function SecretDialog({ secret, isWaiting, onClose }: Props): ReactNode {
  const text = useMessages(systemsMessages);
  return (
    <Modal
      open
      title={text.secretTitle}
      footer={
        <Button type="primary" onClick={onClose}>
          {text.saved}
        </Button>
      }
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
    >
      <Alert type="warning" showIcon title={text.secretHint} />
      {isWaiting && <p>{text.secretWaiting}</p>}
      <div className={common.bar}>
        <Input readOnly aria-label={text.secret} value={secret} />
        <CopyButton text={secret} label={text.secret} />
      </div>
    </Modal>
  );
}
