import type { Place } from './page-layout.ts';

/** Rows that the frame of a minimized window takes; its own size is kept for when it is restored. */
export const MINIMIZED_ROWS = 1;

/** What the grid functions need to know of a window. */
export type GridNode = { id: string; place: Place; isHidden?: boolean; isMinimized?: boolean };

/**
 * Rows that a window takes in the grid now: none when hidden, one when minimized, else its own.
 *
 * @param node a window with its place
 */
export function occupiedRows(node: GridNode): number {
  if (node.isHidden) return 0;
  return node.isMinimized ? MINIMIZED_ROWS : Math.max(1, node.place.rows);
}
