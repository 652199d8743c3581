import { isProblem } from '@yimen/problem';
import { type ReactNode, useCallback, useId, useRef, useState } from 'react';
import { useStore } from 'zustand/react';
import { signOut } from '../api/session.ts';
import { SafeModeHelp } from '../safe-mode/safe-mode.tsx';
import { Icon } from './icon.tsx';
import { describeProblem, useLocalized, useServices, useShellLocale, useTexts } from './shell-services.ts';
import topBar from './top-bar.module.css';
import { useDismiss } from './use-dismiss.ts';
import styles from './user-menu.module.css';

/** Who is signed in, and the way out. */
export function UserMenu(): ReactNode {
  const texts = useTexts();
  const localized = useLocalized();
  const { session } = useServices();
  const { user } = useStore(session, (state) => state.session);
  const [isOpen, setOpen] = useState(false);
  const [isHelping, setHelping] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const panelId = useId();
  const close = useCallback(() => setOpen(false), []);
  useDismiss(isOpen, area, close);
  const leave = useSignOut();
  return (
    <div ref={area} className={styles.area}>
      <button
        type="button"
        className={topBar.tool}
        aria-label={texts.userMenu(user.name)}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={styles.avatar} aria-hidden="true" data-initial={[...user.name][0]} />
        <span className={styles.name}>{user.name}</span>
        <Icon name="expand" size={14} />
      </button>
      {isOpen && (
        <div id={panelId} className={styles.panel}>
          <p className={styles.who}>
            <strong>{user.name}</strong>
            <span>{user.username}</span>
          </p>
          {(user.unit || user.post) && (
            <p className={styles.where}>
              {[user.unit, user.post]
                .filter((part) => part !== null)
                .map((part) => localized(part.name))
                .join(' · ')}
            </p>
          )}
          <button
            type="button"
            className={styles.leave}
            onClick={() => {
              setOpen(false);
              // The dialog gives the focus back to where it was, and this button goes with the menu.
              area.current?.querySelector<HTMLElement>('[aria-expanded]')?.focus();
              setHelping(true);
            }}
          >
            <Icon name="warning" />
            {texts.pageBroken}
          </button>
          <a className={styles.leave} href="/account">
            <Icon name="globe" />
            {texts.account}
          </a>
          <button type="button" className={styles.leave} onClick={leave}>
            <Icon name="signOut" />
            {texts.signOut}
          </button>
        </div>
      )}
      {isHelping && <SafeModeHelp onClose={() => setHelping(false)} />}
    </div>
  );
}

function useSignOut(): () => void {
  const locale = useShellLocale();
  const { notices, session } = useServices();
  return () => {
    signOut().then(
      (answer) => {
        // Pages in frames take away what they show while the next document is on its way (SPEC R129).
        session.setState({ isLeaving: true });
        window.location.assign(answer?.location ?? '/');
      },
      (error: unknown) => {
        if (isProblem(error)) notices.show({ tone: 'error', text: describeProblem(error, locale) });
      },
    );
  };
}
