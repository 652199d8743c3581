import { useQuery } from '@tanstack/react-query';
import { isProblem } from '@yimen/problem';
import { UiProvider } from '@yimen/ui';
import { type ReactNode, useEffect, useState } from 'react';
import { adminPagesQuery, publishPage, restoreVersion, saveDraft, updatePage } from '../api/admin-pages.ts';
import { request } from '../api/transport.ts';
import { LoadingPart } from '../app/loading-part.tsx';
import { describeProblem, useServices, useShellLocale, useTexts } from '../app/shell-services.ts';
import { ComposerCanvas } from './canvas/composer-canvas.tsx';
import styles from './composer.module.css';
import { ComposerProvider, useComposerState, useComposerTexts } from './composer-context.ts';
import { createComposerStorage } from './composer-storage.ts';
import { type ComposerStore, createComposerStore } from './composer-store.ts';
import { ComposerToolbar } from './composer-toolbar.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { PageTree } from './page-tree/page-tree.tsx';
import { ComposerProperties } from './properties/composer-properties.tsx';
import { useLeaveGuard } from './use-leave-guard.ts';

/** Where administrators compose the pages of their departments and posts. */
export function Composer({ pageId }: { readonly pageId: string | null }): ReactNode {
  const locale = useShellLocale();
  const texts = useTexts();
  const composerTexts = useComposerTexts();
  const { nonce, session } = useServices();
  const [composer] = useState(() => makeStore(session.getState().session.user.sub));
  useEffect(() => {
    document.title = `${composerTexts.title} · ${texts.product}`;
  }, [composerTexts, texts]);
  return (
    <UiProvider locale={locale} nonce={nonce}>
      <ComposerProvider value={composer}>
        <ComposerScreen composer={composer} pageId={pageId} />
      </ComposerProvider>
    </UiProvider>
  );
}

function makeStore(sub: string): ComposerStore {
  return createComposerStore({
    storage: createComposerStorage(window.sessionStorage, sub),
    load: (id) => request(`/api/admin/pages/${encodeURIComponent(id)}`),
    saveDraft,
    publish: publishPage,
    restore: restoreVersion,
    update: updatePage,
  });
}

type ScreenProps = { readonly composer: ComposerStore; readonly pageId: string | null };

function ComposerScreen({ composer, pageId }: ScreenProps): ReactNode {
  const { queries, notices } = useServices();
  const locale = useShellLocale();
  const texts = useComposerTexts();
  const pages = useQuery(adminPagesQuery(), queries);
  const openId = useComposerState((state) => state.page?.id ?? null);
  const wasRestored = useComposerState((state) => state.wasRestored);
  useLeaveGuard();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another page is a reason to open one
  useEffect(() => {
    if (pageId === null) return composer.close();
    composer.open(pageId).catch((error: unknown) => {
      if (isProblem(error)) notices.show({ tone: 'error', text: describeProblem(error, locale) });
    });
  }, [composer, pageId]);
  useEffect(() => {
    if (wasRestored) notices.show({ tone: 'info', text: texts.restored });
  }, [wasRestored, notices, texts]);
  return (
    <main id="main" tabIndex={-1} className={styles.screen}>
      <ComposerToolbar />
      <div className={styles.panes}>
        {pages.data ? (
          <PageTree pages={pages.data} pageId={pageId} />
        ) : (
          <LoadingPart hasFailed={pages.isError} retry={() => void pages.refetch()} />
        )}
        {openId === null ? (
          <p className={styles.pick}>{pageId === null ? texts.pickPage : ''}</p>
        ) : (
          <ComposerCanvas key={openId} />
        )}
        {openId !== null && <ComposerProperties key={`properties ${openId}`} pages={pages.data ?? []} />}
      </div>
      <ConflictDialog />
    </main>
  );
}
