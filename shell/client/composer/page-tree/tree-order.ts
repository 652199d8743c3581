import type { AdminPage } from '@yimen/shell-contract';

/** A page in the tree as it is drawn. */
export type TreeRow = { readonly page: AdminPage; readonly level: number };

/** Where a page is moved to. */
export type TreeTarget = { readonly parentId: string | null; readonly index: number };

/** What has to be saved so that a page stands somewhere else. */
export type OrderChange = {
  readonly page: AdminPage;
  readonly parentId: string | null;
  readonly order: number;
};

/** The pages as rows, parents before children. */
export function treeRows(pages: readonly AdminPage[]): TreeRow[] {
  const rows: TreeRow[] = [];
  const walk = (parentId: string | null, level: number) => {
    for (const page of siblingsOf(pages, parentId)) {
      rows.push({ page, level });
      walk(page.id, level + 1);
    }
  };
  walk(null, 1);
  return rows;
}

/** Children of a page in their order; a page whose parent is gone stands at the top. */
export function siblingsOf(pages: readonly AdminPage[], parentId: string | null): AdminPage[] {
  const ids = new Set(pages.map(({ id }) => id));
  return pages
    .filter((page) => (page.parentId !== null && ids.has(page.parentId) ? page.parentId : null) === parentId)
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** Whether a page lies below another, or is it. */
export function isWithin(pages: readonly AdminPage[], pageId: string, ancestorId: string): boolean {
  const parents = new Map(pages.map(({ id, parentId }) => [id, parentId]));
  for (let at: string | null | undefined = pageId; at; at = parents.get(at))
    if (at === ancestorId) return true;
  return false;
}

/** Where one press of a key or button sends a page; null when there is nowhere to go. */
export function stepTarget(
  pages: readonly AdminPage[],
  page: AdminPage,
  step: 'up' | 'down' | 'in' | 'out',
): TreeTarget | null {
  const siblings = siblingsOf(pages, page.parentId);
  const index = siblings.findIndex(({ id }) => id === page.id);
  const above = siblings[index - 1];
  switch (step) {
    case 'up':
      return above ? { parentId: page.parentId, index: index - 1 } : null;
    case 'down':
      return index + 1 < siblings.length ? { parentId: page.parentId, index: index + 1 } : null;
    case 'in':
      return above ? { parentId: above.id, index: siblingsOf(pages, above.id).length } : null;
    case 'out': {
      const parent = pages.find(({ id }) => id === page.parentId);
      if (!parent) return null;
      const at = siblingsOf(pages, parent.parentId).findIndex(({ id }) => id === parent.id);
      return { parentId: parent.parentId, index: at + 1 };
    }
  }
}

/**
 * What has to be saved so that a page stands at a target: itself, and the siblings whose number changes.
 *
 * @returns nothing when the page would end up below itself
 */
export function moveChanges(pages: readonly AdminPage[], page: AdminPage, target: TreeTarget): OrderChange[] {
  if (target.parentId !== null && isWithin(pages, target.parentId, page.id)) return [];
  const others = siblingsOf(pages, target.parentId).filter(({ id }) => id !== page.id);
  const siblings = others.toSpliced(target.index, 0, page);
  return siblings
    .map((sibling, index) => ({ page: sibling, parentId: target.parentId, order: index * 10 }))
    .filter(
      (change) =>
        change.page.order !== change.order ||
        (change.page.id === page.id && page.parentId !== change.parentId),
    );
}
