import type { ReactNode } from 'react';
import { useStore } from 'zustand/react';
import { Button } from '../app/button.tsx';
import { Dialog } from '../app/dialog.tsx';
import { useServices, useTexts } from '../app/shell-services.ts';
import { signInAddress } from './session-store.ts';

/** Shown over everything once the session is gone; the person comes back to the same address. */
export function SessionEndDialog(): ReactNode {
  const texts = useTexts();
  const { session } = useServices();
  const hasEnded = useStore(session, (state) => state.hasEnded);
  if (!hasEnded) return null;
  return (
    <Dialog
      title={texts.sessionEnded}
      footer={
        <Button
          tone="primary"
          data-autofocus="true"
          onClick={() => window.location.assign(signInAddress(window.location))}
        >
          {texts.signInAgain}
        </Button>
      }
    >
      {texts.sessionEndedHint}
    </Dialog>
  );
}
