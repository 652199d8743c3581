import { compactLayout, fitColumns } from './compact-layout.ts';
import type { GridNode } from './occupied-rows.ts';
import type { LayoutChange, Lock, Place } from './page-layout.ts';

type ArrangeableNode = GridNode & { locks?: readonly Lock[] };

/** Where an arrow key sends a window. */
export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * Puts one window to a place and lets the others give way. Dropped on another window, it takes that window's row when
 * it came from below or from the side, and follows it when it came from above.
 *
 * The changes hold every window whose place is then not the stored one: what is saved is what is seen. Windows that
 * stayed where they were are not among them and keep following the administrator's page.
 *
 * @param nodes the page's windows with their stored places (not compacted), in order of precedence
 * @param nodeId the window to put
 * @param place where to, and how big
 * @returns the windows as they then stand, in reading order, and the changes to save; without such a window, no change
 */
export function arrangeNode<N extends ArrangeableNode>(
  nodes: readonly N[],
  nodeId: string,
  place: Place,
): { nodes: N[]; changes: LayoutChange[] } {
  const shown = compactLayout(nodes);
  const moved = shown.find((node) => node.id === nodeId);
  if (!moved) return { nodes: shown, changes: [] };
  const target = { ...moved, place: fitColumns(place) };
  const others = shown.filter((node) => node.id !== nodeId);
  const pinned = others.filter(isPinned);
  const free = others.filter((node) => !isPinned(node));
  const comesFromAbove = target.place.row > moved.place.row;
  const arranged = compactLayout(
    comesFromAbove ? [...pinned, ...free, target] : [...pinned, target, ...free],
  );
  return { nodes: arranged, changes: placeChanges(nodes, arranged) };
}

/**
 * The place that one press of an arrow key means: a column to the side, before the window above, after the one below.
 *
 * @param nodes the page's windows with their stored places
 * @param nodeId the window that has the focus
 * @param direction the arrow
 * @returns the place to give to `arrangeNode`, or undefined when there is nowhere to go
 */
export function stepPlace(
  nodes: readonly GridNode[],
  nodeId: string,
  direction: Direction,
): Place | undefined {
  const shown = compactLayout(nodes);
  const node = shown.find((candidate) => candidate.id === nodeId);
  if (!node || node.isHidden) return undefined;
  if (direction === 'left' || direction === 'right') {
    const column = node.place.column + (direction === 'left' ? -1 : 1);
    const stepped = fitColumns({ ...node.place, column });
    return stepped.column === node.place.column ? undefined : stepped;
  }
  const neighbours = shown
    .filter((other) => other.id !== nodeId && !other.isHidden && shareColumn(other.place, node.place))
    .map((other) => other.place.row);
  const row =
    direction === 'up'
      ? Math.max(...neighbours.filter((candidate) => candidate < node.place.row))
      : Math.min(...neighbours.filter((candidate) => candidate > node.place.row));
  return Number.isFinite(row) ? { ...node.place, row } : undefined;
}

/**
 * Whether two places are the same.
 */
export function isSamePlace(a: Place, b: Place): boolean {
  return a.column === b.column && a.row === b.row && a.columns === b.columns && a.rows === b.rows;
}

function placeChanges(
  stored: readonly ArrangeableNode[],
  arranged: readonly ArrangeableNode[],
): LayoutChange[] {
  const before = new Map(stored.map((node) => [node.id, node.place]));
  return arranged.flatMap((node): LayoutChange[] => {
    const old = before.get(node.id);
    if (!old || node.isHidden) return [];
    // A window that may not be moved keeps its stored position, though others may stand above it.
    const place = isPinned(node) ? { ...node.place, column: old.column, row: old.row } : node.place;
    return isSamePlace(old, place) ? [] : [{ op: 'place', nodeId: node.id, place }];
  });
}

function isPinned(node: ArrangeableNode): boolean {
  return node.locks?.includes('move') ?? false;
}

function shareColumn(a: Place, b: Place): boolean {
  return a.column < b.column + b.columns && b.column < a.column + a.columns;
}
