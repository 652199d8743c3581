import type { Database } from '@yimen/database';
import type { Selectable } from 'kysely';
import type { RelyingPartyTables, RpSignInTable } from '../tables.ts';

/** A sign-in that was begun, by the hash of its state. */
export type SignInRow = Selectable<RpSignInTable>;

/** The table `rp_sign_in`. */
export type SignInStore = {
  insert(row: Omit<SignInRow, 'consumed_at'>): Promise<void>;
  find(stateKey: string): Promise<SignInRow | undefined>;
  /** Marks a sign-in as used. Of any number of callbacks with one state exactly one gets true. */
  consume(stateKey: string, now: number): Promise<boolean>;
  removeOlderThan(createdBefore: number): Promise<void>;
};

/** The sign-ins of one relying party that were begun. */
export function createSignInStore({ query }: Database<RelyingPartyTables>): SignInStore {
  return {
    async insert(row) {
      await query
        .insertInto('rp_sign_in')
        .values({ ...row, consumed_at: null })
        .execute();
    },
    find: (stateKey) =>
      query.selectFrom('rp_sign_in').selectAll().where('state_key', '=', stateKey).executeTakeFirst(),
    async consume(stateKey, now) {
      const used = await query
        .updateTable('rp_sign_in')
        .set({ consumed_at: now })
        .where('state_key', '=', stateKey)
        .where('consumed_at', 'is', null)
        .executeTakeFirst();
      return used.numUpdatedRows === 1n;
    },
    async removeOlderThan(createdBefore) {
      await query.deleteFrom('rp_sign_in').where('created_at', '<', createdBefore).execute();
    },
  };
}
