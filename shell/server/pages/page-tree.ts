import type { PageSummary } from '@yimen/shell-contract';

/** Parent of each page, by id. */
export type Parents = ReadonlyMap<string, string | null>;

/**
 * The pages above a page, nearest first. It ends where two administrators at the same moment have made a ring.
 */
export function ancestorsOf(parentId: string | null, parents: Parents): string[] {
  const above: string[] = [];
  for (let id = parentId; id !== null && !above.includes(id); id = parents.get(id) ?? null) above.push(id);
  return above;
}

/** Depth first, siblings by order and then slug. Pages whose parent is not there, or that are in a ring, are roots. */
export function inTreeOrder<P extends PageSummary>(pages: readonly P[]): P[] {
  const parents = new Map(pages.map((page) => [page.id, page.parentId]));
  const isRoot = ({ id, parentId }: P) =>
    parentId === null || !parents.has(parentId) || ancestorsOf(parentId, parents).includes(id);
  const children = Map.groupBy(pages, (page) => (isRoot(page) ? null : page.parentId));
  const walk = (parentId: string | null): P[] =>
    (children.get(parentId) ?? [])
      .toSorted((a, b) => a.order - b.order || (a.slug < b.slug ? -1 : 1))
      .flatMap((page) => [page, ...walk(page.id)]);
  return walk(null);
}
