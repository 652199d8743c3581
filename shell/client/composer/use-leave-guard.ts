import { useEffect } from 'react';
import { useServices } from '../app/shell-services.ts';
import { useComposer, useComposerTexts } from './composer-context.ts';

/** Asks before unsaved nodes are left behind: within the shell and when the tab closes. */
export function useLeaveGuard(): void {
  const { navigator, session, confirmations } = useServices();
  const { store } = useComposer();
  const texts = useComposerTexts();
  useEffect(() => {
    const isClean = () => !store.getState().isDirty;
    const release = navigator.guard(() => isClean() || confirmations.ask(texts.leave));
    const onUnload = (event: BeforeUnloadEvent) => {
      // Signing in again keeps the nodes in the session storage.
      if (!isClean() && !session.getState().hasEnded) event.preventDefault();
    };
    window.addEventListener('beforeunload', onUnload);
    return () => {
      release();
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [navigator, session, confirmations, store, texts]);
}
