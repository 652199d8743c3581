import { useEffect } from 'react';
import { useServices } from '../app/shell-services.ts';
import { useComposer, useComposerTexts } from './composer-context.ts';

/** Asks before unsaved nodes are left behind: within the shell and when the tab closes. */
export function useLeaveGuard(): void {
  const { navigator, session } = useServices();
  const { store } = useComposer();
  const texts = useComposerTexts();
  useEffect(() => {
    const isClean = () => !store.getState().isDirty;
    // The browser's own question: it can hold back a step in the history, which a dialog of ours cannot.
    const release = navigator.guard(() => isClean() || window.confirm(texts.leave));
    const onUnload = (event: BeforeUnloadEvent) => {
      // Signing in again keeps the nodes in the session storage.
      if (!isClean() && !session.getState().hasEnded) event.preventDefault();
    };
    window.addEventListener('beforeunload', onUnload);
    return () => {
      release();
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [navigator, session, store, texts]);
}
