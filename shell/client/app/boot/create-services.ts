import { QueryClient } from '@tanstack/react-query';
import { isProblem } from '@yimen/problem';
import type { Bootstrap } from '@yimen/shell-contract';
import { pageListQuery } from '../../api/page-list.ts';
import { getPage, saveChanges } from '../../api/pages.ts';
import { saveLocale } from '../../api/session.ts';
import type { StreamedAnswers } from '../../api/streamed-answers.ts';
import { watchSessionEnd } from '../../api/transport.ts';
import { shellTexts } from '../../i18n/shell-texts.ts';
import { type ChangeQueue, createChangeQueue } from '../../portal-page/change-queue.ts';
import { createChangeStorage } from '../../portal-page/change-storage.ts';
import { createPageStore } from '../../portal-page/page-store.ts';
import { createSessionStore, observeStore } from '../../session/session-store.ts';
import { createConfirmations } from '../confirm-store.ts';
import { type DevPortlets, withDevReleases } from '../dev-override.ts';
import { createNavigator } from '../navigator.ts';
import { createNotices } from '../notice-store.ts';
import { describeProblem, type ShellServices } from '../shell-services.ts';
import { createContainer } from './create-container.ts';

/** Builds everything the shell consists of, from the data in the document. */
export function createServices(
  bootstrap: Bootstrap,
  streamed: StreamedAnswers,
  dev: DevPortlets,
): ShellServices {
  const session = createSessionStore(bootstrap.session);
  const locale = observeStore(session, (state) => state.locale);
  const sessionEnded = observeStore(session, (state) => state.hasEnded || state.isLeaving);
  const notices = createNotices();
  const confirmations = createConfirmations();
  const navigator = createNavigator(window);
  const queries = createQueries();
  queries.setQueryData(pageListQuery().queryKey, bootstrap.pages);
  const nonce = bootstrap.cspNonce || undefined;
  watchSessionEnd(() => session.setState({ hasEnded: true }));

  const queue: ChangeQueue = createChangeQueue({
    storage: createChangeStorage(window.sessionStorage, bootstrap.session.user.sub),
    save: saveChanges,
    onSaved: (slug, view) => page.accept(slug, view),
    onUnkept: () => {
      notices.show({ tone: 'error', text: shellTexts[locale.get()].changesUnkept });
    },
    onRefused(_batch, error) {
      const reason = describeProblem(error, locale.get());
      notices.show({ tone: 'error', text: shellTexts[locale.get()].refused(reason) });
      page.refresh();
    },
  });
  const page = createPageStore({
    load: getPage,
    queue: () => queue,
    present: (view) => (Object.keys(dev.releases).length > 0 ? withDevReleases(view, dev.releases) : view),
  });
  queue.store.subscribe((state, before) => {
    if (state.batches.length > before.batches.length || isReplaced(state, before)) page.refresh();
  });
  window.addEventListener('online', () => queue.resume());

  const { container, syncWindows } = createContainer({
    bootstrap,
    streamed,
    locale,
    notices,
    navigator,
    page,
    nonce,
    dev,
    sessionEnded,
  });
  return {
    navigator,
    session,
    locale,
    notices,
    confirmations,
    page,
    queue,
    container,
    syncWindows,
    queries,
    nonce,
    async setLocale(next) {
      session.setState({ locale: next });
      document.documentElement.lang = next;
      try {
        await saveLocale(next);
      } catch (error) {
        if (isProblem(error, 'session-ended')) return;
        notices.show({ tone: 'error', text: shellTexts[next].languageSaveFailed });
      }
    },
  };
}

type Batches = { readonly batches: readonly { readonly id: string }[] };

/** Acts were joined with the ones before: as many batches, but another last one. */
function isReplaced(state: Batches, before: Batches): boolean {
  return (
    state.batches.length === before.batches.length && state.batches.at(-1)?.id !== before.batches.at(-1)?.id
  );
}

function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
      },
    },
  });
}
