import type { ReactNode } from 'react';
import { useStore } from 'zustand/react';
import { Button } from '../app/button.tsx';
import { Dialog } from '../app/dialog.tsx';
import { useServices, useShellLocale } from '../app/shell-services.ts';
import { keepBisect, startBisect } from './bisect.ts';
import { portletsOf } from './page-portlets.ts';
import styles from './safe-mode.module.css';
import { safeModeTexts } from './safe-mode-texts.ts';

/** What somebody can do whose page does not work: safe mode, or the search for the portlet at fault. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { navigator, page } = useServices();
  const texts = safeModeTexts[useShellLocale()];
  const shown = useStore(page.store, (state) => state.shown);
  const bisect = shown && startBisect(portletsOf(shown));
  const openSafely = () => {
    keepBisect(window.sessionStorage, null);
    navigator.startOnly([]);
  };
  const search = () => {
    keepBisect(window.sessionStorage, bisect);
    navigator.startOnly(bisect?.loaded ?? null);
  };
  return (
    <Dialog title={texts.help} onClose={onClose}>
      <p>{texts.helpHint}</p>
      <div className={styles.choice}>
        <Button data-autofocus onClick={openSafely}>
          {texts.safe}
        </Button>
        <p>{texts.safeHint}</p>
      </div>
      <div className={styles.choice}>
        <Button disabled={!bisect} onClick={search}>
          {texts.search}
        </Button>
        <p>{texts.searchHint}</p>
      </div>
    </Dialog>
  );
}
