import type { Database } from '@yimen/database';
import type { Insertable, Kysely, Selectable, Transaction, Updateable } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';

export type ImportBatch = Selectable<SsoDatabase['import_batch']>;
export type ImportRow = Selectable<SsoDatabase['import_row']>;
export type ImportMistake = Selectable<SsoDatabase['import_mistake']>;
export type ImportStore = ReturnType<typeof createImportStore>;

const listed = 50;

export function createImportStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  const { query } = db;
  return {
    async insert(batch: Insertable<SsoDatabase['import_batch']>): Promise<void> {
      await query.insertInto('import_batch').values(batch).execute();
    },

    find: (id: string): Promise<ImportBatch | undefined> =>
      query.selectFrom('import_batch').selectAll().where('id', '=', id).executeTakeFirst(),

    latest: (): Promise<ImportBatch[]> =>
      query
        .selectFrom('import_batch')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(listed)
        .execute(),

    async stage(rows: ImportRow[]): Promise<void> {
      if (rows.length > 0) await query.insertInto('import_row').values(rows).execute();
    },

    mistakesOf: (id: string, after: number, limit: number): Promise<ImportMistake[]> =>
      query
        .selectFrom('import_mistake')
        .selectAll()
        .where('import_id', '=', id)
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(limit)
        .execute(),

    /** From one state to the next; exactly one of several at once gets true. */
    async move(
      trx: Transaction<SsoDatabase>,
      o: { id: string; from: ImportBatch['state'] } & Updateable<SsoDatabase['import_batch']>,
    ): Promise<boolean> {
      const { id, from, ...change } = o;
      const result = await trx
        .updateTable('import_batch')
        .set(change)
        .where('id', '=', id)
        .where('state', '=', from)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },

    /** The next import to commit, for one process at a time. */
    async lease(forMs: number): Promise<ImportBatch | undefined> {
      const free = (at: number) =>
        query
          .selectFrom('import_batch')
          .select('id')
          .where('state', '=', 'committing')
          .where((where) =>
            where.or([where('leased_until_at', 'is', null), where('leased_until_at', '<', at)]),
          );
      const next = await free(now()).orderBy('created_at').limit(1).executeTakeFirst();
      if (!next) return undefined;
      return query
        .updateTable('import_batch')
        .set({ leased_until_at: now() + forMs })
        .where('id', '=', next.id)
        .where('id', 'in', free(now()))
        .returningAll()
        .executeTakeFirst();
    },

    async keepLease(id: string, forMs: number): Promise<void> {
      await query
        .updateTable('import_batch')
        .set({ leased_until_at: now() + forMs })
        .where('id', '=', id)
        .execute();
    },

    sealedRows: (id: string, limit: number): Promise<ImportRow[]> =>
      query
        .selectFrom('import_row')
        .selectAll()
        .where('import_id', '=', id)
        .where('sealed_hash', 'is not', null)
        .orderBy('line')
        .limit(limit)
        .execute(),

    async replaceHash(row: ImportRow, passwordHash: string): Promise<void> {
      await query
        .updateTable('import_row')
        .set({ sealed_hash: null, row_json: { ...row.row_json, passwordHash } })
        .where('import_id', '=', row.import_id)
        .where('line', '=', row.line)
        .execute();
    },

    rowsAfter: (
      trx: Kysely<SsoDatabase>,
      o: { id: string; line: number; limit: number },
    ): Promise<ImportRow[]> =>
      trx
        .selectFrom('import_row')
        .selectAll()
        .where('import_id', '=', o.id)
        .where('line', '>', o.line)
        .orderBy('line')
        .limit(o.limit)
        .execute(),

    /** What was waiting is personal data: it goes when it is no longer needed. */
    async discardRows(id: string): Promise<void> {
      await query.deleteFrom('import_row').where('import_id', '=', id).execute();
    },

    /** Dry runs that nobody committed, and what settled ones still have of rows. */
    async sweep(before: number): Promise<void> {
      const old = query
        .selectFrom('import_batch')
        .select('id')
        .where('state', '!=', 'committing')
        .where('created_at', '<', before);
      await query.deleteFrom('import_row').where('import_id', 'in', old).execute();
      await query.deleteFrom('import_mistake').where('import_id', 'in', old).execute();
      await query
        .updateTable('import_batch')
        .set({ state: 'failed', failure: 'expired', settled_at: now() })
        .where('state', '=', 'checked')
        .where('created_at', '<', before)
        .execute();
    },
  };
}
