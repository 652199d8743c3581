import type { SQLOutputValue } from 'node:sqlite';
import type { UnknownRow } from 'kysely';

type Decoder = (value: unknown) => unknown;

/** Makes objects of the rows of one statement. */
export type RowDecoder = (rows: readonly (readonly SQLOutputValue[])[]) => UnknownRow[];

/**
 * Rows of SQLite as the objects that PostgreSQL gives, with values as the names of their columns say. Made once for a
 * statement, from arrays: what node:sqlite makes of a row by itself has no prototype and is slow to read and to copy.
 * @param columns names, in the order of the values
 */
export function rowDecoder(columns: readonly string[]): RowDecoder {
  const members = columns.map((name) => ({ name, decode: decoderOf(name) }));
  return (rows) =>
    rows.map((values) => {
      const row: UnknownRow = {};
      let index = 0;
      for (const { name, decode } of members) {
        const value = values[index++];
        row[name] = decode ? decode(value) : value;
      }
      return row;
    });
}

function decoderOf(column: string): Decoder | undefined {
  if (column.startsWith('is_')) return (value) => (typeof value === 'number' ? value !== 0 : value);
  if (column.endsWith('_json')) return (value) => (typeof value === 'string' ? JSON.parse(value) : value);
  return undefined;
}
