import { useObservable } from '@yimen/portlet-sdk';
import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand/react';
import { PortalPage } from '../portal-page/portal-page.tsx';
import { SafeMode } from '../safe-mode/safe-mode.tsx';
import { SessionEndDialog } from '../session/session-end-dialog.tsx';
import { Button } from './button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { LoadingPart } from './loading-part.tsx';
import { NoticeList } from './notice-list.tsx';
import { PageMessage } from './page-message.tsx';
import styles from './shell.module.css';
import { useServices, useShellLocale, useTexts } from './shell-services.ts';
import { TopBar } from './top-bar.tsx';
import { useLoaded } from './use-loaded.ts';

/** The whole shell: skip link, top bar, the open screen, notices. */
export function Shell(): ReactNode {
  const texts = useTexts();
  const locale = useShellLocale();
  const { navigator } = useServices();
  const screen = useObservable(navigator.screen);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: a skip link; a fragment in the address would be state of the page */}
      <a className={styles.skip} href="#main" onClick={focusMain}>
        {texts.skip}
      </a>
      <TopBar />
      <SafeMode />
      {screen.kind === 'compose' ? <ComposerScreen pageId={screen.pageId} /> : <PortalPage />}
      <NoticeList />
      <ConfirmDialog />
      <SessionEndDialog />
    </>
  );
}

// The address is state of the page (render parameters), so the link must not add a fragment to it.
function focusMain(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

const loadComposer = () => import('../composer/composer.tsx');

/** The composer comes in a chunk of its own, with Ant Design: few people ever open it. */
function ComposerScreen({ pageId }: { pageId: string | null }): ReactNode {
  const { session } = useServices();
  const canCompose = useStore(session, (state) => state.session.permissions.composePages);
  return canCompose ? <LoadedComposer pageId={pageId} /> : <NotAllowed />;
}

function NotAllowed(): ReactNode {
  const texts = useTexts();
  const { navigator } = useServices();
  return (
    <main id="main" tabIndex={-1}>
      <PageMessage icon="warning" headline={texts.pageMissing} hint="">
        <Button icon="home" onClick={() => navigator.open({ kind: 'page', slug: null })}>
          {texts.goHome}
        </Button>
      </PageMessage>
    </main>
  );
}

function LoadedComposer({ pageId }: { pageId: string | null }): ReactNode {
  const { value, ...loading } = useLoaded(loadComposer);
  if (value) return <value.Composer pageId={pageId} />;
  return (
    <main id="main" tabIndex={-1} aria-busy={!loading.hasFailed}>
      <LoadingPart {...loading} />
    </main>
  );
}
