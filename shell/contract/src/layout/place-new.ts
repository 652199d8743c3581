import { compactLayout } from './compact-layout.ts';
import { type GridNode, occupiedRows } from './occupied-rows.ts';
import { GRID_COLUMNS, type Place } from './page-layout.ts';

/**
 * The first free place for a new window: the highest row, in it the leftmost column, where it fits beside and between
 * the windows that are there; at the end of the page when there is no such gap.
 *
 * @param nodes the page's windows
 * @param size wanted size, as the portlet's descriptor hints it
 */
export function placeNew(nodes: readonly GridNode[], size: { columns: number; rows: number }): Place {
  const columns = Math.min(GRID_COLUMNS, Math.max(1, size.columns));
  const rows = Math.max(1, size.rows);
  const taken = compactLayout(nodes).filter((node) => !node.isHidden);
  const end = Math.max(0, ...taken.map((node) => node.place.row + occupiedRows(node)));
  for (let row = 0; row < end; row += 1) {
    for (let column = 0; column + columns <= GRID_COLUMNS; column += 1) {
      const place = { column, row, columns, rows };
      if (!taken.some((node) => overlap(node, place))) return place;
    }
  }
  return { column: 0, row: end, columns, rows };
}

function overlap(node: GridNode, place: Place): boolean {
  const other = node.place;
  return (
    other.column < place.column + place.columns &&
    place.column < other.column + other.columns &&
    other.row < place.row + place.rows &&
    place.row < other.row + occupiedRows(node)
  );
}
