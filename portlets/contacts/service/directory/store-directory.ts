import type { Database } from '@yimen/database';
import type { Transaction } from 'kysely';
import type { CopyReport } from '../../contract/index.ts';
import type { ContactsDatabase } from '../tables.ts';
import type { DirectoryRows } from './directory-rows.ts';

type Table = keyof DirectoryRows;
type Row = Record<string, unknown>;
/** The tables differ in their columns only, and those come from `DirectoryRows`. */
type LooseTransaction = Transaction<Record<Table, Row>>;

// Parameters of one statement are limited; 200 rows of the widest table are 2,800.
const rowsAtOnce = 200;
const keys: Record<Table, readonly string[]> = {
  contact: ['sub'],
  unit: ['id'],
  unit_above: ['unit_id', 'above_id'],
  post: ['id'],
};

/**
 * Makes the tables equal to the directory, in one transaction: readers see the old copy or the new one. Only rows
 * that differ are written.
 */
export function storeDirectory(
  db: Database<ContactsDatabase>,
  rows: DirectoryRows,
  now: number,
): Promise<CopyReport> {
  return db.transaction(async (trx) => {
    let changed = 0;
    for (const table of ['unit', 'unit_above', 'post', 'contact'] as const) {
      changed += await replace(trx as unknown as LooseTransaction, table, rows[table]);
    }
    await trx
      .insertInto('copy_state')
      .values({ id: 'directory', copied_at: now })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ copied_at: now }))
      .execute();
    return { people: rows.contact.length, changed };
  });
}

async function replace(trx: LooseTransaction, table: Table, wanted: Row[]): Promise<number> {
  const keyOf = (row: Row) => JSON.stringify(keys[table].map((column) => row[column]));
  const present = await trx.selectFrom(table).selectAll().execute();
  const before = new Map(present.map((row) => [keyOf(row), row]));
  const after = new Map(wanted.map((row) => [keyOf(row), row]));
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, row]) => row);
  const different = [...after].filter(([key, row]) => canonical(before.get(key)) !== canonical(row));
  const outdated = different.flatMap(([key]): Row[] => {
    const row = before.get(key);
    return row ? [row] : [];
  });
  for (const row of [...gone, ...outdated]) {
    let removal = trx.deleteFrom(table);
    for (const column of keys[table]) removal = removal.where(column, '=', row[column]);
    await removal.execute();
  }
  for (let from = 0; from < different.length; from += rowsAtOnce) {
    const some = different.slice(from, from + rowsAtOnce).map(([, row]) => row);
    await trx.insertInto(table).values(some).execute();
  }
  return gone.length + different.length;
}

/** jsonb forgets the order of members, and columns come in the order of the table. */
function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
