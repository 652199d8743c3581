import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/ui-texts.ts';

type SessionEndedProps = {
  readonly isShown: boolean;
  /** What becomes of things not yet saved, when the site keeps them. */
  readonly note: string | undefined;
};

/** Internal: asks to sign in again and leads back to this page. Stands over the page, which keeps what was typed. */
export function SessionEnded({ isShown, note = '' }: SessionEndedProps): ReactNode {
  const texts = useTexts();
  const returnTo = encodeURIComponent(window.location.pathname + window.location.search);
  return (
    <Modal
      open={isShown}
      title={texts.sessionEnded}
      closable={false}
      footer={
        <Button type="primary" href={`/auth/sign-in?return_to=${returnTo}`}>
          {texts.signInAgain}
        </Button>
      }
    >
      {texts.sessionEndedText}
      {note}
    </Modal>
  );
}
