import { problem } from '@yimen/problem';
import type { LayoutChange, PageList, PageView, PersonalLayout } from '@yimen/shell-contract';
import { applyChanges, discardTray } from '@yimen/shell-contract/layout';
import type { Viewer } from '../session/viewer.ts';
import { createPageLoader, type PageLoader, type PageParts } from './page-loader.ts';
import { portletRules } from './portlet-rules.ts';
import { bringLayout, commitWindows, markStored } from './stored-preferences/bring-page.ts';

/** Windows that one person can have changed or added on one page. */
const MOST_NODES = 300;

/** Acts of a person, and the page's version that she was looking at; absent means the published one. */
export type PersonalChange = { changes: LayoutChange[]; version?: number | undefined };

/** Pages as a person sees and arranges them. Every method throws `not-found` for a page that is not for her. */
export type PersonalPages = {
  list(viewer: Viewer): Promise<PageList>;
  get(viewer: Viewer, slug: string): Promise<PageView>;
  /** Navigation and one of its pages, for the page's document. */
  open(
    viewer: Viewer,
    choose: (pages: PageList) => string | null,
  ): Promise<{ pages: PageList; page: PageView | null }>;
  /**
   * Applies acts, all or none, on top of whatever her other tabs have saved meanwhile.
   * @throws problem `invalid-input` with every mistake
   */
  change(viewer: Viewer, slug: string, change: PersonalChange): Promise<PageView>;
  /** Back to the administrator's page. */
  reset(viewer: Viewer, slug: string): Promise<PageView>;
  /** Forgets what the tray holds of a node. @throws problem `not-found` when it holds nothing */
  discard(viewer: Viewer, slug: string, nodeId: string): Promise<PageView>;
};

type Parts = PageParts & { clock: () => number };

export function createPersonalPages(parts: Parts): PersonalPages {
  const { personal, clock } = parts;
  const loader = createPageLoader(parts);
  return {
    list: async (viewer) => (await loader.list(viewer)).list,
    get: async (viewer, slug) => loader.show(await loader.load(viewer, slug), viewer),
    change: (viewer, slug, change) => applyPersonalChange(parts, loader, { viewer, slug, change }),

    async open(viewer, choose) {
      const { list, published } = await loader.list(viewer);
      const slug = choose(list);
      if (slug === null) return { pages: list, page: null };
      return { pages: list, page: await loader.show(await loader.load(viewer, slug, published), viewer) };
    },

    async reset(viewer, slug) {
      const page = await loader.load(viewer, slug);
      await personal.remove({ pageId: page.row.id, sub: viewer.sub });
      return await loader.show(page, viewer, { layout: { nodes: {} }, revision: 0 });
    },

    async discard(viewer, slug, nodeId) {
      const page = await loader.load(viewer, slug);
      const rules = portletRules(page.live, viewer, 'show');
      const whose = { pageId: page.row.id, sub: viewer.sub };
      const stored = await personal.change(whose, clock(), async (before) => {
        // What a release reads otherwise is written down; that she has seen it, too.
        const isAdjusted = bringLayout(before, page.nodes, page.live).adjusted.some(
          (item) => item.nodeId === nodeId,
        );
        const committed = commitWindows(before, [nodeId], page.nodes, page.live);
        const after = discardTray(page.nodes, committed, nodeId, rules);
        if (after === committed && !isAdjusted)
          throw problem('not-found', { detail: `the tray holds nothing of "${nodeId}"` });
        return after;
      });
      return await loader.show(page, viewer, stored);
    },
  };
}

async function applyPersonalChange(
  { personal, clock }: Parts,
  loader: PageLoader,
  { viewer, slug, change }: { viewer: Viewer; slug: string; change: PersonalChange },
): Promise<PageView> {
  const page = await loader.load(viewer, slug);
  const { row, live } = page;
  const seen = change.version === undefined ? page.nodes : await loader.nodesOf(row, change.version);
  const rules = portletRules(live, viewer, 'save');
  // What she may not see she cannot change either: such a window is not on the page (I6).
  const base = seen.filter((node) => rules.status(node.portlet) !== 'forbidden');
  const stored = await personal.change({ pageId: row.id, sub: viewer.sub }, clock(), async (before) => {
    const configured = change.changes.filter(({ op }) => op === 'configure').map(({ nodeId }) => nodeId);
    const committed = commitWindows(before, configured, base, live);
    const { personal: applied, errors } = applyChanges(committed, change.changes, base, rules);
    if (errors.length > 0) throw problem('invalid-input', { errors });
    assertSize(applied);
    return markStored(applied, configured, base, live);
  });
  return await loader.show(page, viewer, stored);
}

function assertSize({ nodes }: PersonalLayout): void {
  if (Object.keys(nodes).length <= MOST_NODES) return;
  const detail = `more than ${MOST_NODES} windows changed on one page`;
  throw problem('invalid-input', { errors: [{ pointer: '/body/changes', detail }] });
}
