import type { ReactNode } from 'react';
import { useStore } from 'zustand/react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { useServices, useTexts } from './shell-services.ts';

/** The question that waits for the person; Escape and a press beside it say no. */
export function ConfirmDialog(): ReactNode {
  const texts = useTexts();
  const { confirmations } = useServices();
  const question = useStore(confirmations.store, (state) => state.question);
  if (!question) return null;
  const no = () => confirmations.answer(false);
  return (
    <Dialog
      title={question.title}
      onClose={no}
      footer={
        <>
          <Button data-autofocus="true" onClick={no}>
            {texts.cancel}
          </Button>
          <Button tone="danger" onClick={() => confirmations.answer(true)}>
            {question.yes}
          </Button>
        </>
      }
    >
      {question.text}
    </Dialog>
  );
}
