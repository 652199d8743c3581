import { useObservable } from '@yimen/portlet-sdk';
import { problemTitle } from '@yimen/problem';
import type { PageView } from '@yimen/shell-contract';
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react';
import { useStore } from 'zustand/react';
import { Button } from '../app/button.tsx';
import { PageMessage } from '../app/page-message.tsx';
import { useServices, useShellLocale, useTexts } from '../app/shell-services.ts';
import { PageGrid } from './grid/page-grid.tsx';
import { PageToolbar } from './page-toolbar.tsx';
import styles from './portal-page.module.css';

/** The open page: its title, what can be done with it, and its windows. */
export function PortalPage(): ReactNode {
  const { page } = useServices();
  const { slug, shown, problem } = useStore(page.store);
  if (shown) return <ShownPage key={shown.page.id} view={shown} />;
  if (slug === null) return <NoPage />;
  if (problem)
    return <PageProblem isMissing={problem.problem.status === 404 || problem.problem.status === 403} />;
  return <main id="main" tabIndex={-1} className={styles.page} aria-busy="true" />;
}

function ShownPage({ view }: { readonly view: PageView }): ReactNode {
  const texts = useTexts();
  const locale = useShellLocale();
  const [isArranging, setArranging] = useState(false);
  const [narration, setNarration] = useState('');
  const title = view.page.title[locale];
  useEffect(() => {
    document.title = `${title} · ${texts.product}${texts.system}`;
  }, [title, texts]);
  const arrange = (next: boolean) => {
    setArranging(next);
    setNarration(next ? texts.arranging : texts.arranged);
  };
  const isEmpty = view.windows.every(({ isHidden }) => isHidden);
  const isMaximized = useMaximizedMark(view);
  return (
    <main id="main" tabIndex={-1} className={styles.page} data-maximized={isMaximized || undefined}>
      <PageToolbar view={view} title={title} isArranging={isArranging} onArrange={arrange} />
      {isArranging && <p className={styles.hint}>{texts.arrangeHint}</p>}
      {isEmpty ? (
        <PageMessage icon="add" headline={texts.emptyPage} hint={texts.emptyPageHint} />
      ) : (
        <PageGrid view={view} isArranging={isArranging} narrate={setNarration} />
      )}
      <p role="status" className={styles.narration}>
        {narration}
      </p>
    </main>
  );
}

/**
 * Whether a window fills the page; the document is marked too, so that it does not scroll. Marks and not `:has()`:
 * with `.page:has(…) > …` Chromium restyles the whole page whenever anything in any window is removed.
 */
function useMaximizedMark(view: PageView): boolean {
  const { navigator } = useServices();
  const { maximized } = useObservable(navigator.renderState);
  const isMaximized = view.windows.some(({ id, isHidden }) => id === maximized && !isHidden);
  useLayoutEffect(() => {
    const { documentElement } = document;
    documentElement.toggleAttribute('data-maximized', isMaximized);
    return () => documentElement.removeAttribute('data-maximized');
  }, [isMaximized]);
  return isMaximized;
}

function NoPage(): ReactNode {
  const texts = useTexts();
  const { navigator, session } = useServices();
  const canCompose = useStore(session, (state) => state.session.permissions.composePages);
  return (
    <main id="main" tabIndex={-1} className={styles.page}>
      <PageMessage icon="info" headline={texts.noPage} hint={canCompose ? '' : texts.noPageHint}>
        {canCompose && (
          <Button icon="compose" onClick={() => navigator.open({ kind: 'compose', pageId: null })}>
            {texts.compose}
          </Button>
        )}
      </PageMessage>
    </main>
  );
}

function PageProblem({ isMissing }: { readonly isMissing: boolean }): ReactNode {
  const texts = useTexts();
  const locale = useShellLocale();
  const { page, navigator } = useServices();
  const problem = useStore(page.store, (state) => state.problem);
  return (
    <main id="main" tabIndex={-1} className={styles.page}>
      <PageMessage
        icon="warning"
        headline={isMissing ? texts.pageMissing : texts.pageFailed}
        hint={isMissing || !problem ? '' : problemTitle(problem.problem, locale)}
      >
        {!isMissing && (
          <Button icon="refresh" onClick={() => void page.reload()}>
            {texts.retry}
          </Button>
        )}
        <Button icon="home" onClick={() => navigator.open({ kind: 'page', slug: null })}>
          {texts.goHome}
        </Button>
      </PageMessage>
    </main>
  );
}
