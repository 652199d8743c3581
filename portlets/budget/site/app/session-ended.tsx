import { Button, Modal } from '@yimen/ui';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/site-texts.ts';

/** Asks to sign in again and leads back to this page. Stands over the page, which keeps what was typed. */
export function SessionEnded({ isShown }: { readonly isShown: boolean }): ReactNode {
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
    </Modal>
  );
}
