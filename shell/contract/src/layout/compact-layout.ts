import { type GridNode, occupiedRows } from './occupied-rows.ts';
import { GRID_COLUMNS, type Place } from './page-layout.ts';

/** First free row of each column while windows fall upwards. */
type Skyline = number[];

/**
 * Lets windows fall upwards until none overlaps and none can rise, so that a page has no holes that nobody chose.
 * Same input, same output. Windows are taken by row; of two in one row that overlap the earlier in the list keeps
 * the row. Hidden windows take no space and come last, with their place as it was.
 *
 * @param nodes windows in order of precedence, as `mergeLayout` returns them
 * @returns the windows with collision-free places, in reading order (by row, then column)
 */
export function compactLayout<N extends GridNode>(nodes: readonly N[]): N[] {
  const skyline: Skyline = Array.from({ length: GRID_COLUMNS }, () => 0);
  const shown = nodes.filter((node) => !node.isHidden);
  const hidden = nodes.filter((node) => node.isHidden);
  const placed = shown
    .map((node) => ({ ...node, place: fitColumns(node.place) }))
    .sort((a, b) => a.place.row - b.place.row)
    .map((node) => drop(node, skyline));
  return [...placed.sort(byReadingOrder), ...hidden];
}

/**
 * A place that lies inside the grid: at least one column and row, no column outside the twelve.
 *
 * @param place any place
 */
export function fitColumns(place: Place): Place {
  const columns = Math.min(GRID_COLUMNS, Math.max(1, place.columns));
  const column = Math.min(GRID_COLUMNS - columns, Math.max(0, place.column));
  return { column, row: Math.max(0, place.row), columns, rows: Math.max(1, place.rows) };
}

function drop<N extends GridNode>(node: N, skyline: Skyline): N {
  const { column, columns } = node.place;
  const row = Math.max(...skyline.slice(column, column + columns));
  skyline.fill(row + occupiedRows(node), column, column + columns);
  return { ...node, place: { ...node.place, row } };
}

function byReadingOrder(a: GridNode, b: GridNode): number {
  return a.place.row - b.place.row || a.place.column - b.place.column;
}
