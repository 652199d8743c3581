import type { Database } from '@yimen/database';
import type { Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';

export type CredentialStore = ReturnType<typeof createCredentialStore>;

export function createCredentialStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  return {
    async hashOf(sub: string): Promise<string | undefined> {
      const row = await db.query
        .selectFrom('credential')
        .select('password_hash')
        .where('sub', '=', sub)
        .executeTakeFirst();
      return row?.password_hash;
    },

    async put(trx: Transaction<SsoDatabase>, sub: string, passwordHash: string): Promise<void> {
      await trx
        .insertInto('credential')
        .values({ sub, password_hash: passwordHash, changed_at: now() })
        .onConflict((conflict) =>
          conflict.column('sub').doUpdateSet({ password_hash: passwordHash, changed_at: now() }),
        )
        .execute();
    },

    /** The same password under today's parameters; not if it was changed meanwhile. */
    async rehash(sub: string, previous: string, passwordHash: string): Promise<void> {
      await db.query
        .updateTable('credential')
        .set({ password_hash: passwordHash })
        .where('sub', '=', sub)
        .where('password_hash', '=', previous)
        .execute();
    },
  };
}
