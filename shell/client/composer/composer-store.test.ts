// @vitest-environment jsdom
import { problem } from '@yimen/problem';
import type { AdminPageDetail, LayoutNode } from '@yimen/shell-contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { createComposerStorage } from './composer-storage.ts';
import { type ComposerPorts, createComposerStore } from './composer-store.ts';

const node = (id: string): LayoutNode => ({
  id,
  portlet: 'todo',
  place: { column: 0, row: 0, columns: 6, rows: 4 },
  preferences: {},
  locks: [],
});

/** One page at the other end, with the portal server's rule of revisions. */
function startServer() {
  let page: AdminPageDetail = {
    id: 'p1',
    slug: 'home',
    parentId: null,
    title: { 'zh-CN': '首页', 'en-US': 'Home' },
    order: 0,
    audience: { units: [], posts: [], roles: [] },
    homePriority: null,
    version: 1,
    hasDraft: false,
    revision: 4,
    draft: [node('a')],
    published: [node('a')],
    releases: {},
  };
  const change = (revision: number, part: Partial<AdminPageDetail>) => {
    if (revision !== page.revision) throw problem('revision-outdated');
    page = { ...page, ...part, revision: page.revision + 1 };
    return page;
  };
  const ports = (sub: string): ComposerPorts => ({
    storage: createComposerStorage(sessionStorage, sub),
    load: async () => page,
    saveDraft: async (_id, revision, nodes) => change(revision, { draft: [...nodes], hasDraft: true }),
    publish: async (_id, revision) =>
      change(revision, { published: page.draft, hasDraft: false, version: page.version + 1 }),
    restore: async (_id, revision) => change(revision, { draft: page.published, hasDraft: true }),
    update: async (_id, revision, properties) => change(revision, properties),
  });
  return { ports, page: () => page };
}

const ids = (nodes: readonly LayoutNode[]) => nodes.map(({ id }) => id);
beforeEach(() => sessionStorage.clear());

describe('the composer', () => {
  it('saves edits as a draft and publishes them', async () => {
    const server = startServer();
    const { store, open, edit, publish } = createComposerStore(server.ports('admin'));
    await open('p1');
    edit({ kind: 'add', node: node('b') });
    expect(store.getState().isDirty).toBe(true);
    await publish();
    expect(ids(server.page().published)).toEqual(['a', 'b']);
    expect(store.getState()).toMatchObject({ isDirty: false, isSaving: false, page: { version: 2 } });
    expect(server.page().published[1]?.place.row).toBe(4);
  });

  it('says when somebody else was faster; the administrator keeps hers', async () => {
    const server = startServer();
    const mine = createComposerStore(server.ports('admin'));
    const theirs = createComposerStore(server.ports('admin'));
    await Promise.all([mine.open('p1'), theirs.open('p1')]);
    theirs.edit({ kind: 'add', node: node('theirs') });
    await theirs.saveDraft();
    mine.edit({ kind: 'add', node: node('mine') });
    await mine.saveDraft();
    expect(mine.store.getState().hasConflict).toBe(true);
    expect(ids(server.page().draft)).toEqual(['a', 'theirs']);
    await mine.resolve('mine');
    expect(ids(server.page().draft)).toEqual(['a', 'mine']);
    expect(mine.store.getState()).toMatchObject({ hasConflict: false, isDirty: false });
  });

  it('or takes the other’s', async () => {
    const server = startServer();
    const mine = createComposerStore(server.ports('admin'));
    await mine.open('p1');
    await server.ports('admin').saveDraft('p1', 4, [node('theirs')]);
    mine.edit({ kind: 'remove', nodeId: 'a' });
    await mine.saveDraft();
    await mine.resolve('theirs');
    expect(ids(mine.store.getState().nodes)).toEqual(['theirs']);
    expect(mine.store.getState().isDirty).toBe(false);
  });

  it('keeps unsaved nodes when properties are saved, and over a reload; another person gets none', async () => {
    const server = startServer();
    const first = createComposerStore(server.ports('admin'));
    await first.open('p1');
    first.edit({ kind: 'locks', nodeId: 'a', locks: ['move'] });
    await first.update({ slug: 'start' });
    expect(first.store.getState()).toMatchObject({ isDirty: true, page: { slug: 'start' } });

    const again = createComposerStore(server.ports('admin'));
    await again.open('p1');
    expect(again.store.getState()).toMatchObject({
      isDirty: true,
      wasRestored: true,
      nodes: [{ locks: ['move'] }],
    });

    const other = createComposerStore(server.ports('somebody'));
    await other.open('p1');
    expect(other.store.getState()).toMatchObject({ isDirty: false, nodes: [{ locks: [] }] });
  });

  it('passes on what is refused for another reason, and keeps the edits', async () => {
    const server = startServer();
    const ports = server.ports('admin');
    const composer = createComposerStore({
      ...ports,
      saveDraft: async () => {
        throw problem('forbidden');
      },
    });
    await composer.open('p1');
    composer.edit({ kind: 'title', nodeId: 'a', title: { 'zh-CN': '甲', 'en-US': 'A' } });
    await expect(composer.saveDraft()).rejects.toMatchObject({ problem: { status: 403 } });
    expect(composer.store.getState()).toMatchObject({ isDirty: true, isSaving: false });
  });
});
