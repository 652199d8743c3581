import type { UnknownRow } from 'kysely';

type Decoder = (value: unknown) => unknown;
type Decoders = readonly (readonly [column: string, decode: Decoder])[];

const isJson = (column: string): boolean => column.endsWith('_json');

/** What SQLite gives for columns of these names, as values of JavaScript. */
export function decodersOf(columns: readonly string[]): Decoders {
  return columns.flatMap((column) => {
    const decode = decoderOf(column);
    return decode ? [[column, decode] as const] : [];
  });
}

/** Rows of node:sqlite have no prototype; a copy makes them the same objects that PostgreSQL gives. */
export function decodeRows(rows: readonly UnknownRow[], decoders: Decoders): UnknownRow[] {
  return rows.map((row) => {
    const copy: UnknownRow = { ...row };
    for (const [column, decode] of decoders) copy[column] = decode(copy[column]);
    return copy;
  });
}

function decoderOf(column: string): Decoder | undefined {
  if (column.startsWith('is_')) return (value) => (typeof value === 'number' ? value !== 0 : value);
  if (isJson(column)) return (value) => (typeof value === 'string' ? JSON.parse(value) : value);
  return undefined;
}
