import type { Column } from './columns.ts';
import type { Lookups } from './lookups.ts';
import { type Mistakes, says } from './mistakes.ts';
import type { CsvRow } from './read-csv.ts';

/** Cells that make sense by themselves. Columns that the file does not have are absent, and cells that are wrong. */
export type ReadRow = { line: number; values: Record<string, unknown>; isValid: boolean };

/** Notes every mistake of a row. Undefined when its cells cannot be told apart. */
export function readRow(
  { line, cells }: CsvRow,
  o: { columns: readonly Column[]; lookups: Lookups; mistakes: Mistakes },
): ReadRow | undefined {
  const before = o.mistakes.count;
  const beyond = cells.slice(o.columns.length).some((cell) => cell !== '');
  if (cells.length < o.columns.length || beyond) {
    const reason = says(
      `这一行有 ${cells.length} 列，表头有 ${o.columns.length} 列，请检查逗号和引号`,
      `this row has ${cells.length} cells and the header ${o.columns.length}: check commas and quotes`,
    );
    o.mistakes.add({ line, column: null, code: 'cell-count', reason });
    return undefined;
  }
  const values: Record<string, unknown> = {};
  for (const [index, column] of o.columns.entries()) {
    const read = column.read(cells[index] ?? '', o.lookups);
    if ('value' in read) values[column.key] = read.value;
    else o.mistakes.add({ line, column: column.headers[0], code: 'invalid-cell', reason: read.reason });
  }
  return { line, values, isValid: o.mistakes.count === before };
}

/** Notes the first line of each value, and every later line that has it again. */
export function createDuplicateCheck(mistakes: Mistakes, column: string) {
  const lines = new Map<string, number>();
  return (line: number, key: string): boolean => {
    const first = lines.get(key);
    if (first === undefined) {
      lines.set(key, line);
      return true;
    }
    const reason = says(`与第 ${first} 行重复`, `the same as in line ${first}`);
    mistakes.add({ line, column, code: 'double-row', reason });
    return false;
  };
}
