import type { PageList, PageSummary } from '@yimen/shell-contract';
import type { Viewer } from '../session/viewer.ts';
import type { PublishedPageRow } from '../stores/page-store.ts';
import { maySeePage } from './page-access.ts';

/** The published pages that a person may see, in tree order, and her home page (I6: nothing else of any page). */
export function listPages(rows: readonly PublishedPageRow[], viewer: Viewer): PageList {
  const visible = rows.filter((row) => maySeePage(viewer, row.audience_json));
  const parents = new Map(rows.map((row) => [row.id, row.parent_id]));
  const ids = new Set(visible.map((row) => row.id));
  const pages = inTreeOrder(
    visible.map((row) => ({ ...presentSummary(row), parentId: visibleParent(row.parent_id, ids, parents) })),
  );
  return { pages, homeSlug: chooseHome(visible, pages) };
}

/** A page in the navigation. */
export function presentSummary(row: PublishedPageRow): PageSummary {
  return { id: row.id, slug: row.slug, parentId: row.parent_id, title: row.title_json, order: row.position };
}

/** Depth first, siblings by order and then slug. Pages whose parent is not there count as roots. */
export function inTreeOrder<P extends PageSummary>(pages: readonly P[]): P[] {
  const ids = new Set(pages.map((page) => page.id));
  const children = Map.groupBy(pages, ({ parentId }) =>
    parentId !== null && ids.has(parentId) ? parentId : null,
  );
  const walk = (parentId: string | null): P[] =>
    (children.get(parentId) ?? [])
      .toSorted((a, b) => a.order - b.order || (a.slug < b.slug ? -1 : 1))
      .flatMap((page) => [page, ...walk(page.id)]);
  return walk(null);
}

// A page below one that she may not see hangs below the nearest that she may.
function visibleParent(
  parentId: string | null,
  visible: ReadonlySet<string>,
  parents: ReadonlyMap<string, string | null>,
): string | null {
  let id = parentId;
  while (id !== null && !visible.has(id)) id = parents.get(id) ?? null;
  return id;
}

// The highest priority wins; of equal ones the first in the tree.
function chooseHome(visible: readonly PublishedPageRow[], ordered: readonly PageSummary[]): string | null {
  const priorities = new Map(visible.map((row) => [row.id, row.home_priority]));
  let home: PageSummary | null = null;
  let best = -1;
  for (const page of ordered) {
    const priority = priorities.get(page.id) ?? -1;
    if (priority > best) {
      best = priority;
      home = page;
    }
  }
  return home?.slug ?? null;
}
