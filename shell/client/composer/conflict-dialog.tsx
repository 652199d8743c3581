import type { ReactNode } from 'react';
import { Button } from '../app/button.tsx';
import { Dialog } from '../app/dialog.tsx';
import { useAct, useComposer, useComposerState, useComposerTexts } from './composer-context.ts';

/** Two administrators saved one page: said plainly, and the second one chooses (RFC 9110, 412). */
export function ConflictDialog(): ReactNode {
  const texts = useComposerTexts();
  const composer = useComposer();
  const act = useAct();
  const hasConflict = useComposerState((state) => state.hasConflict);
  if (!hasConflict) return null;
  return (
    <Dialog
      title={texts.conflictTitle}
      footer={
        <>
          <Button onClick={() => void act(() => composer.resolve('theirs'))}>{texts.loadTheirs}</Button>
          <Button
            tone="danger"
            onClick={() =>
              void act(
                () => composer.resolve('mine'),
                () => texts.saved,
              )
            }
          >
            {texts.keepMine}
          </Button>
        </>
      }
    >
      {texts.conflictIntro}
    </Dialog>
  );
}
