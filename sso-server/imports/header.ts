import type { Column } from './columns.ts';
import { type Mistakes, says } from './mistakes.ts';

/** Which column stands where. Undefined: the file cannot be read by it. */
export function readHeader(
  cells: string[],
  columns: readonly Column[],
  mistakes: Mistakes,
): Column[] | undefined {
  const before = mistakes.count;
  const found = cells.map((cell) => {
    const name = cell.toLowerCase().replace(/[\s_*（）()]/g, '');
    const column = columns.find(({ headers }) => headers.includes(name));
    if (!column) {
      const known = columns.map(({ headers }) => headers[0]).join('、');
      const reason = says(
        `没有“${cell}”这一列，可用的列：${known}`,
        `there is no column “${cell}”; columns are: ${known}`,
      );
      mistakes.add({ line: 1, column: cell, code: 'unknown-column', reason });
    }
    return column;
  });
  for (const [index, column] of found.entries()) {
    if (column && found.indexOf(column) !== index) {
      const reason = says(
        `“${column.headers[0]}”一列重复`,
        `the column “${column.headers[0]}” is there twice`,
      );
      mistakes.add({ line: 1, column: column.headers[0], code: 'double-column', reason });
    }
  }
  return mistakes.count === before ? (found as Column[]) : undefined;
}
