import type { PageList, PageSummary } from '@yimen/shell-contract';
import type { Viewer } from '../session/viewer.ts';
import type { PublishedPageRow } from '../stores/page-store.ts';
import { maySeePage } from './page-access.ts';
import { ancestorsOf, inTreeOrder } from './page-tree.ts';

/** The published pages that a person may see, in tree order, and her home page (I6: nothing else of any page). */
export function listPages(rows: readonly PublishedPageRow[], viewer: Viewer): PageList {
  const visible = rows.filter((row) => maySeePage(viewer, row.audience_json));
  const parents = new Map(rows.map((row) => [row.id, row.parent_id]));
  const ids = new Set(visible.map((row) => row.id));
  const pages = inTreeOrder(
    visible.map((row) => ({
      ...presentSummary(row),
      // A page below one that she may not see hangs below the nearest that she may.
      parentId: ancestorsOf(row.parent_id, parents).find((id) => ids.has(id)) ?? null,
    })),
  );
  return { pages, homeSlug: chooseHome(visible, pages) };
}

/** A page in the navigation. */
export function presentSummary(row: PublishedPageRow): PageSummary {
  return { id: row.id, slug: row.slug, parentId: row.parent_id, title: row.title_json, order: row.position };
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
