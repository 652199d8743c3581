import { problem } from '@yimen/problem';
import type { LayoutChange, PageList, PageView } from '@yimen/shell-contract';
import { applyChanges, discardTray, type LayoutNode } from '@yimen/shell-contract/layout';
import type { Registry } from '../registry/registry.ts';
import type { Viewer } from '../session/viewer.ts';
import type { PageStore, PublishedPageRow } from '../stores/page-store.ts';
import type { PersonalLayoutStore, StoredLayout } from '../stores/personal-layout-store.ts';
import { nameRemoved } from './name-removed.ts';
import { listPages } from './page-list.ts';
import { presentPage } from './page-view.ts';
import { portletRules } from './portlet-rules.ts';

/** Windows that one person can have changed or added on one page. */
const MOST_NODES = 300;

/** Pages as a person sees and arranges them. */
export type PersonalPages = ReturnType<typeof createPersonalPages>;

type Parts = { pages: PageStore; personal: PersonalLayoutStore; registry: Registry; clock: () => number };

export function createPersonalPages(parts: Parts) {
  const { pages, personal, registry, clock } = parts;

  async function load(viewer: Viewer, slug: string, rows?: PublishedPageRow[]) {
    const published = rows ?? (await pages.published());
    const summary = listPages(published, viewer).pages.find((page) => page.slug === slug);
    const row = published.find((candidate) => candidate.id === summary?.id);
    // Not allowed reads like not there (I6).
    if (!row || !summary) throw problem('not-found', { detail: `no page "${slug}"` });
    const [nodes, live] = await Promise.all([nodesOf(parts, row, row.version), registry.live()]);
    return { row, summary, nodes, live };
  }
  type Loaded = Awaited<ReturnType<typeof load>>;

  async function show(page: Loaded, viewer: Viewer, stored?: StoredLayout): Promise<PageView> {
    const { row, live } = page;
    const own = stored ?? (await personal.find({ pageId: row.id, sub: viewer.sub }));
    const view = presentPage({ ...page, version: row.version, viewer, personal: own });
    const rules = portletRules(live, viewer, 'show');
    const tray = await nameRemoved(view.tray, () => pages.versions(row.id), rules);
    return { ...view, tray };
  }

  return {
    async list(viewer: Viewer): Promise<PageList> {
      return listPages(await pages.published(), viewer);
    },

    /** @throws problem `not-found` */
    async get(viewer: Viewer, slug: string): Promise<PageView> {
      return await show(await load(viewer, slug), viewer);
    },

    /** Navigation and one of its pages, for the page's document. */
    async open(
      viewer: Viewer,
      choose: (pages: PageList) => string | null,
    ): Promise<{ pages: PageList; page: PageView | null }> {
      const rows = await pages.published();
      const list = listPages(rows, viewer);
      const slug = choose(list);
      return { pages: list, page: slug === null ? null : await show(await load(viewer, slug, rows), viewer) };
    },

    /**
     * Applies acts of a person, all or none, on top of whatever her other tabs have saved meanwhile.
     *
     * @param seenVersion the page's version that she was looking at; absent means the published one
     * @throws problem `not-found`, `invalid-input` with every mistake
     */
    async change(
      viewer: Viewer,
      slug: string,
      changes: LayoutChange[],
      seenVersion: number | undefined,
    ): Promise<PageView> {
      const page = await load(viewer, slug);
      const { row } = page;
      if (seenVersion !== undefined && seenVersion > row.version) throw unknownVersion(seenVersion);
      const seen = seenVersion === undefined ? page.nodes : await nodesOf(parts, row, seenVersion);
      const rules = portletRules(page.live, viewer, 'save');
      // What she may not see she cannot change either: such a window is not on the page (I6).
      const base = seen.filter((node) => rules.status(node.portlet) !== 'forbidden');
      const stored = await personal.change({ pageId: row.id, sub: viewer.sub }, clock(), async (before) => {
        const { personal: after, errors } = applyChanges(before, changes, base, rules);
        if (errors.length > 0) throw problem('invalid-input', { errors });
        if (Object.keys(after.nodes).length > MOST_NODES) {
          throw problem('invalid-input', {
            errors: [
              { pointer: '/body/changes', detail: `more than ${MOST_NODES} windows changed on one page` },
            ],
          });
        }
        return after;
      });
      return await show(page, viewer, stored);
    },

    /** Back to the administrator's page. */
    async reset(viewer: Viewer, slug: string): Promise<PageView> {
      const page = await load(viewer, slug);
      await personal.remove({ pageId: page.row.id, sub: viewer.sub });
      return await show(page, viewer, { layout: { nodes: {} }, revision: 0 });
    },

    /** Forgets what the tray holds of a node. */
    async discard(viewer: Viewer, slug: string, nodeId: string): Promise<PageView> {
      const page = await load(viewer, slug);
      const rules = portletRules(page.live, viewer, 'show');
      const whose = { pageId: page.row.id, sub: viewer.sub };
      const stored = await personal.change(whose, clock(), async (before) => {
        const after = discardTray(page.nodes, before, nodeId, rules);
        if (after === before) throw problem('not-found', { detail: `the tray holds nothing of "${nodeId}"` });
        return after;
      });
      return await show(page, viewer, stored);
    },
  };
}

async function nodesOf(
  { pages }: Pick<Parts, 'pages'>,
  row: PublishedPageRow,
  version: number,
): Promise<LayoutNode[]> {
  const found = await pages.findVersion(row.id, version);
  if (!found) throw unknownVersion(version);
  return found.nodes_json;
}

function unknownVersion(version: number): Error {
  return problem('invalid-input', {
    errors: [{ pointer: '/body/version', detail: `the page has no version ${version}` }],
  });
}
