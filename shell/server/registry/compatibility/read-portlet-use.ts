import type { LayoutNode } from '@yimen/shell-contract/layout';
import type { PageRow, PageStore } from '../../stores/page-store.ts';
import type { PageVersionStore } from '../../stores/page-version-store.ts';
import type { PersonalLayoutRow, PersonalLayoutStore } from '../../stores/personal-layout-store.ts';
import type { PageUse, PersonalUse, PortletUse } from './comparison.ts';

/** Where pages and people's changes are. */
export type UseParts = { pages: PageStore; versions: PageVersionStore; personal: PersonalLayoutStore };

type ReadPage = { row: PageRow; published: readonly LayoutNode[]; added: Map<string, number> };

/**
 * Who uses a portlet: pages as published and as drafted, and people's own changes. It reads the changes of everybody,
 * some hundred at a time: who compares a release can wait for it, and nobody else does.
 */
export async function readPortletUse(parts: UseParts, portlet: string): Promise<PortletUse> {
  const rows = await parts.pages.all();
  const read = await Promise.all(
    rows.map(async (row): Promise<[string, ReadPage]> => {
      const version = row.version > 0 ? await parts.versions.find(row.id, row.version) : undefined;
      return [row.id, { row, published: version?.nodes_json ?? [], added: new Map() }];
    }),
  );
  const pages = new Map(read);
  const personal: PersonalUse[] = [];
  for await (const batch of parts.personal.all()) {
    for (const layout of batch) {
      const page = pages.get(layout.page_id);
      if (page) personal.push(...usesOf(layout, page, portlet));
    }
  }
  return { pages: [...pages.values()].flatMap((page) => pageUses(page, portlet)), personal };
}

function usesOf({ sub, page_id, layout_json }: PersonalLayoutRow, page: ReadPage, portlet: string) {
  const byId = new Map(page.published.map((node) => [node.id, node.portlet]));
  const own = Object.entries(layout_json.nodes);
  // Somebody who added it twice is one person.
  for (const name of new Set(own.flatMap(([, { added }]) => added?.portlet ?? []))) {
    page.added.set(name, (page.added.get(name) ?? 0) + 1);
  }
  return own.flatMap(([nodeId, node]): PersonalUse[] => {
    if ((node.added?.portlet ?? byId.get(nodeId)) !== portlet) return [];
    return [
      {
        ...{ sub, pageId: page_id, preferences: node.preferences ?? {}, storedBy: node.preferencesOf },
        isMinimized: node.isMinimized === true,
      },
    ];
  });
}

function pageUses({ row, published, added }: ReadPage, portlet: string): PageUse[] {
  const { id, slug, title_json: title, draft_json: draft } = row;
  const places = (nodes: readonly LayoutNode[]) => nodes.some((node) => node.portlet === portlet);
  const uses: PageUse[] = [];
  if (places(published) || added.has(portlet)) {
    uses.push({ page: { id, slug, title, isDraft: false }, nodes: published, added });
  }
  if (draft && places(draft)) {
    uses.push({ page: { id, slug, title, isDraft: true }, nodes: draft, added: new Map() });
  }
  return uses;
}
