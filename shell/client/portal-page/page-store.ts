import { replaceEqualDeep } from '@tanstack/react-query';
import { isProblem, type ProblemError, problem } from '@yimen/problem';
import type { LayoutChange, PageView, ReleaseView } from '@yimen/shell-contract';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { applyChange } from './apply-change.ts';
import type { ChangeBatch, ChangeQueue } from './change-queue.ts';

/** The page that is open. */
export type PageState = {
  readonly slug: string | null;
  /** As the portal server answered last. */
  readonly saved: PageView | null;
  /** With the acts that are not saved yet: what the person sees. */
  readonly shown: PageView | null;
  readonly problem: ProblemError | null;
};

/** The one owner of the open page. */
export type PageStore = {
  readonly store: StoreApi<PageState>;
  /** Opens a page; `known` is shown at once without a request. */
  open(slug: string | null, known?: PageView | null): Promise<void>;
  /** Asks the portal server again, for what others changed. */
  reload(): Promise<void>;
  /** Takes an answer of the portal server. */
  accept(slug: string, view: PageView): void;
  /** Takes another release of a portlet of the page. */
  acceptRelease(release: ReleaseView): void;
  /** Changes the page on the screen at once and saves it; rejects when the portal server refuses. */
  change(changes: readonly LayoutChange[], releases?: readonly ReleaseView[]): Promise<void>;
  /** Computes what is shown again; the queue's owner calls it when the queue has changed. */
  refresh(): void;
};

type PagePorts = {
  load(slug: string, signal: AbortSignal): Promise<PageView>;
  queue(): ChangeQueue;
  /** The last touch before a page is shown. */
  present?(view: PageView): PageView;
};

/** A store for one page after the other. */
export function createPageStore(ports: PagePorts): PageStore {
  const store = createStore<PageState>(() => ({ slug: null, saved: null, shown: null, problem: null }));
  // Releases of windows that were just added, until the portal server's answer has them.
  const added = new Map<string, ReleaseView>();
  let loading = new AbortController();

  function show(slug: string, saved: PageView): void {
    const before = store.getState();
    const unsaved = withUnsaved(slug, saved, ports.queue().store.getState().batches, added);
    const computed = ports.present?.(unsaved) ?? unsaved;
    // Structural sharing: windows that are as they were keep their identity and render nothing.
    const shown = before.slug === slug && before.shown ? replaceEqualDeep(before.shown, computed) : computed;
    store.setState({ slug, saved, shown, problem: null });
  }

  async function load(slug: string): Promise<void> {
    loading.abort();
    loading = new AbortController();
    const { signal } = loading;
    try {
      const view = await ports.load(slug, signal);
      if (!signal.aborted && store.getState().slug === slug) show(slug, view);
    } catch (error) {
      if (signal.aborted || store.getState().slug !== slug) return;
      const known = isProblem(error) ? error : problem('internal', { cause: error });
      // A page that is on the screen stays: a reload that failed takes nothing away.
      if (store.getState().shown === null) store.setState({ problem: known });
    }
  }

  return {
    store,
    async open(slug, known) {
      if (slug !== null && store.getState().slug === slug && store.getState().shown) return;
      store.setState({ slug, saved: null, shown: null, problem: null });
      if (slug === null) return;
      if (known) show(slug, known);
      else await load(slug);
    },
    async reload() {
      const { slug } = store.getState();
      if (slug !== null) await load(slug);
    },
    accept(slug, view) {
      if (store.getState().slug === slug) show(slug, view);
    },
    acceptRelease(release) {
      const { slug, saved } = store.getState();
      if (slug === null || !saved) return;
      show(slug, { ...saved, releases: { ...saved.releases, [release.name]: release } });
    },
    change(changes, releases = []) {
      const { slug, saved } = store.getState();
      if (slug === null || !saved) return Promise.reject(problem('not-found'));
      for (const release of releases) added.set(release.name, release);
      return ports.queue().add(slug, saved.version, changes);
    },
    refresh() {
      const { slug, saved } = store.getState();
      if (slug !== null && saved) show(slug, saved);
    },
  };
}

function withUnsaved(
  slug: string,
  saved: PageView,
  batches: readonly ChangeBatch[],
  added: ReadonlyMap<string, ReleaseView>,
): PageView {
  return batches
    .filter((batch) => batch.slug === slug)
    .flatMap(({ changes }) => changes)
    .reduce((view, change) => applyChange(view, change, Object.fromEntries(added)), saved);
}
