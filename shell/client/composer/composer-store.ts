import { isProblem, type ProblemError } from '@yimen/problem';
import type { AdminPageDetail, LayoutNode, ReleaseView } from '@yimen/shell-contract';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PageProperties } from '../api/admin-pages.ts';
import type { ComposerStorage } from './composer-storage.ts';
import { editNodes, type NodeEdit, settledNodes } from './edit-nodes.ts';

/** The page that is being composed. */
export type ComposerState = {
  readonly page: AdminPageDetail | null;
  /** The nodes as edited; equal to the page's draft while nothing is unsaved. */
  readonly nodes: readonly LayoutNode[];
  readonly releases: Readonly<Record<string, ReleaseView>>;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly selectedId: string | null;
  /** Someone else was faster: the administrator has to choose. */
  readonly hasConflict: boolean;
  /** Unsaved nodes of an earlier visit were found. */
  readonly wasRestored: boolean;
};

/** How the composer reaches the portal server. */
export type ComposerPorts = {
  readonly storage: ComposerStorage;
  load(id: string): Promise<AdminPageDetail>;
  saveDraft(id: string, revision: number, nodes: readonly LayoutNode[]): Promise<AdminPageDetail>;
  publish(id: string, revision: number): Promise<AdminPageDetail>;
  restore(id: string, revision: number, version: number): Promise<AdminPageDetail>;
  update(id: string, revision: number, properties: Partial<PageProperties>): Promise<AdminPageDetail>;
};

/** The one owner of the page that is being composed. */
export type ComposerStore = {
  readonly store: StoreApi<ComposerState>;
  open(id: string): Promise<void>;
  close(): void;
  edit(edit: NodeEdit, releases?: readonly ReleaseView[]): void;
  select(nodeId: string | null): void;
  saveDraft(): Promise<void>;
  publish(): Promise<void>;
  restore(version: number): Promise<void>;
  update(properties: Partial<PageProperties>): Promise<void>;
  /** After a conflict: takes the other's page and gives up the own edits, or the other way round. */
  resolve(choice: 'theirs' | 'mine'): Promise<void>;
};

const closed: ComposerState = {
  page: null,
  nodes: [],
  releases: {},
  isDirty: false,
  isSaving: false,
  selectedId: null,
  hasConflict: false,
  wasRestored: false,
};

/** A store for one page after the other. Its acts reject with the ProblemError, except for the conflict. */
export function createComposerStore(ports: ComposerPorts): ComposerStore {
  const store = createStore<ComposerState>(() => closed);
  const present = () => {
    const { page } = store.getState();
    if (!page) throw new Error('no page is open in the composer');
    return page;
  };

  function take(page: AdminPageDetail, keepNodes = false): void {
    const { nodes, releases, isDirty, page: before } = store.getState();
    const keeps = keepNodes && isDirty && before?.id === page.id;
    if (!keeps) ports.storage.remove(page.id);
    store.setState({
      page,
      nodes: keeps ? nodes : page.draft,
      releases: { ...releases, ...page.releases },
      isDirty: keeps,
      hasConflict: false,
    });
  }

  async function run<T>(act: () => Promise<T>): Promise<T | undefined> {
    store.setState({ isSaving: true });
    try {
      return await act();
    } catch (error) {
      if (!isProblem(error, 'revision-outdated')) throw error as ProblemError;
      store.setState({ hasConflict: true });
      return undefined;
    } finally {
      store.setState({ isSaving: false });
    }
  }

  async function saveNow(): Promise<AdminPageDetail> {
    const { id, revision } = present();
    const nodes = settledNodes(store.getState().nodes);
    const page = await ports.saveDraft(id, revision, nodes);
    take(page);
    return page;
  }

  return {
    store,
    async open(id) {
      store.setState(closed);
      const page = await ports.load(id);
      store.setState({ ...closed, page, nodes: page.draft, releases: page.releases });
      const unsaved = ports.storage.read(id);
      if (unsaved) store.setState({ nodes: unsaved, isDirty: true, wasRestored: true });
    },
    close: () => store.setState(closed),
    edit(edit, releases = []) {
      const nodes = editNodes(store.getState().nodes, edit);
      const known = Object.fromEntries(releases.map((release) => [release.name, release]));
      store.setState((state) => ({ nodes, isDirty: true, releases: { ...state.releases, ...known } }));
      ports.storage.write(present().id, nodes);
    },
    select: (selectedId) => store.setState({ selectedId }),
    saveDraft: async () => void (await run(saveNow)),
    publish: async () =>
      void (await run(async () => {
        const page = store.getState().isDirty ? await saveNow() : present();
        take(await ports.publish(page.id, page.revision));
      })),
    restore: async (version) =>
      void (await run(async () => take(await ports.restore(present().id, present().revision, version)))),
    update: async (properties) =>
      void (await run(async () =>
        take(await ports.update(present().id, present().revision, properties), true),
      )),
    async resolve(choice) {
      const page = await ports.load(present().id);
      take(page, choice === 'mine');
      if (choice === 'mine' && store.getState().isDirty) await run(saveNow);
    },
  };
}
