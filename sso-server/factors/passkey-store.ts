import type { Database } from '@yimen/database';
import type { Insertable, Selectable, Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';

export type PasskeyRow = Selectable<SsoDatabase['passkey']>;
export type PasskeyStore = ReturnType<typeof createPasskeyStore>;

export function createPasskeyStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  const { query } = db;
  let isAnyKnown = false;
  return {
    of: (sub: string): Promise<PasskeyRow[]> =>
      query.selectFrom('passkey').selectAll().where('sub', '=', sub).orderBy('created_at').execute(),

    find: (id: string): Promise<PasskeyRow | undefined> =>
      query.selectFrom('passkey').selectAll().where('id', '=', id).executeTakeFirst(),

    /** Whether the sign-in page has to offer passkeys at all; a wrong yes after the last one went does no harm. */
    async isAny(): Promise<boolean> {
      isAnyKnown ||=
        (await query.selectFrom('passkey').select('id').limit(1).executeTakeFirst()) !== undefined;
      return isAnyKnown;
    },

    async add(trx: Transaction<SsoDatabase>, row: Omit<Insertable<SsoDatabase['passkey']>, 'created_at'>) {
      await trx
        .insertInto('passkey')
        .values({ ...row, created_at: now() })
        .execute();
    },

    /** WebAuthn Level 3, 6.1.1: the counter only rises; of parallel uses of one assertion one gets true. */
    async noteUse(row: PasskeyRow, counter: number): Promise<boolean> {
      const used = await query
        .updateTable('passkey')
        .set({ counter, last_used_at: now() })
        .where('id', '=', row.id)
        .where('counter', '=', row.counter)
        .executeTakeFirst();
      return used.numUpdatedRows === 1n;
    },

    async rename(sub: string, id: string, name: string): Promise<boolean> {
      const changed = await query
        .updateTable('passkey')
        .set({ name })
        .where('sub', '=', sub)
        .where('id', '=', id)
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n;
    },

    async remove(trx: Transaction<SsoDatabase>, sub: string, id: string): Promise<boolean> {
      const gone = await trx
        .deleteFrom('passkey')
        .where('sub', '=', sub)
        .where('id', '=', id)
        .executeTakeFirst();
      return gone.numDeletedRows > 0n;
    },
  };
}
