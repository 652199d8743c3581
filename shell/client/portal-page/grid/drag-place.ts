import { GRID_COLUMNS, type Place } from '@yimen/shell-contract/layout';

/** What a handle does to its window. */
export type ArrangeKind = 'move' | 'resize';

/** A size or a distance in grid units. */
export type GridSize = { readonly columns: number; readonly rows: number };

/** A place further on in the grid, never outside of it. */
export function movedPlace(start: Place, by: GridSize): Place {
  const column = Math.min(GRID_COLUMNS - start.columns, Math.max(0, start.column + by.columns));
  return { ...start, column, row: Math.max(0, start.row + by.rows) };
}

/** A place of another size, neither below the portlet's smallest nor beyond the grid. */
export function resizedPlace(start: Place, by: GridSize, smallest: GridSize): Place {
  const most = GRID_COLUMNS - start.column;
  return {
    ...start,
    columns: Math.min(most, Math.max(Math.min(smallest.columns, most), start.columns + by.columns)),
    rows: Math.max(smallest.rows, start.rows + by.rows),
  };
}
