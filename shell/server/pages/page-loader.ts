import { problem } from '@yimen/problem';
import type { PageList, PageSummary, PageView } from '@yimen/shell-contract';
import type { LayoutNode } from '@yimen/shell-contract/layout';
import type { ContainReleases } from '../containment/contain-releases.ts';
import type { LiveReleases } from '../registry/live-release.ts';
import type { Registry } from '../registry/registry.ts';
import type { Viewer } from '../session/viewer.ts';
import type { PageStore, PublishedPageRow } from '../stores/page-store.ts';
import type { PageVersionStore } from '../stores/page-version-store.ts';
import type { PersonalLayoutStore, StoredLayout } from '../stores/personal-layout-store.ts';
import { nameRemoved } from './name-removed.ts';
import { listPages } from './page-list.ts';
import { presentPage } from './page-view.ts';
import { portletRules } from './portlet-rules.ts';

export type PageParts = {
  pages: PageStore;
  versions: PageVersionStore;
  personal: PersonalLayoutStore;
  registry: Registry;
  containReleases: ContainReleases;
};

/** A published page that a person may see. */
export type LoadedPage = {
  row: PublishedPageRow;
  summary: PageSummary;
  nodes: LayoutNode[];
  live: LiveReleases;
};

/** Reads pages for one person and shows them to her. */
export type PageLoader = {
  /** @throws problem `not-found` for a page that is not there or not for her (I6) */
  load(viewer: Viewer, slug: string, published?: PublishedPageRow[]): Promise<LoadedPage>;
  /** @throws problem `invalid-input` when the page never had that version */
  nodesOf(row: PublishedPageRow, version: number): Promise<LayoutNode[]>;
  /** @param stored her changes, when they are known already */
  show(page: LoadedPage, viewer: Viewer, stored?: StoredLayout): Promise<PageView>;
  list(viewer: Viewer): Promise<{ list: PageList; published: PublishedPageRow[] }>;
};

export function createPageLoader({
  pages,
  versions,
  personal,
  registry,
  containReleases,
}: PageParts): PageLoader {
  const self: PageLoader = {
    async list(viewer) {
      const published = await pages.published();
      return { list: listPages(published, viewer), published };
    },

    async nodesOf(row, version) {
      const found = version <= row.version ? await versions.find(row.id, version) : undefined;
      if (!found) throw unknownVersion(version);
      return found.nodes_json;
    },

    async load(viewer, slug, known) {
      const published = known ?? (await pages.published());
      const summary = listPages(published, viewer).pages.find((page) => page.slug === slug);
      const row = published.find((candidate) => candidate.id === summary?.id);
      if (!row || !summary) throw problem('not-found', { detail: `no page "${slug}"` });
      const [nodes, live] = await Promise.all([self.nodesOf(row, row.version), registry.releasesFor(viewer)]);
      return { row, summary, nodes, live };
    },

    async show(page, viewer, stored) {
      const { row, live } = page;
      const own = stored ?? (await personal.find({ pageId: row.id, sub: viewer.sub }));
      const view = presentPage({ ...page, version: row.version, viewer, personal: own });
      const rules = portletRules(live, viewer, 'show');
      const tray = await nameRemoved(view.tray, () => versions.all(row.id), rules);
      return { ...view, tray, releases: await containReleases(view.releases) };
    },
  };
  return self;
}

function unknownVersion(version: number): Error {
  return problem('invalid-input', {
    errors: [{ pointer: '/body/version', detail: `the page has no version ${version}` }],
  });
}
