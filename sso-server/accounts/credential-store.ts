import { randomUUID } from 'node:crypto';
import { type Database, prepareQuery } from '@yimen/database';
import type { Selectable, Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';

export type CredentialRow = Selectable<SsoDatabase['credential']>;
export type CredentialStore = ReturnType<typeof createCredentialStore>;

/** More than any profile asks for, so that a stricter profile finds what it needs. */
const keptOfHistory = 24;

export function createCredentialStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  /** The password of before goes into the history; false when there was none. */
  async function retire(trx: Transaction<SsoDatabase>, sub: string): Promise<boolean> {
    const before = await trx
      .deleteFrom('credential')
      .where('sub', '=', sub)
      .returning('password_hash')
      .executeTakeFirst();
    if (!before) return false;
    await trx
      .insertInto('password_history')
      .values({ id: randomUUID(), sub, password_hash: before.password_hash, replaced_at: now() })
      .execute();
    const kept = trx
      .selectFrom('password_history')
      .select('id')
      .where('sub', '=', sub)
      .orderBy('replaced_at', 'desc')
      .limit(keptOfHistory);
    await trx.deleteFrom('password_history').where('sub', '=', sub).where('id', 'not in', kept).execute();
    return true;
  }

  const bySub = prepareQuery<{ sub: string }, CredentialRow, SsoDatabase>(db.query, (query, value) =>
    query.selectFrom('credential').selectAll().where('sub', '=', value.sub),
  );
  const find = async (sub: string): Promise<CredentialRow | undefined> => (await bySub({ sub })).rows[0];

  return {
    find,
    retire,

    async hashOf(sub: string): Promise<string | undefined> {
      return (await find(sub))?.password_hash;
    },

    /** Newest first. */
    async historyOf(sub: string, limit: number): Promise<string[]> {
      const rows = await db.query
        .selectFrom('password_history')
        .select('password_hash')
        .where('sub', '=', sub)
        .orderBy('replaced_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => row.password_hash);
    },

    async put(
      trx: Transaction<SsoDatabase>,
      o: { sub: string; passwordHash: string; isChangeRequired?: boolean },
    ): Promise<void> {
      await retire(trx, o.sub);
      await trx
        .insertInto('credential')
        .values({
          sub: o.sub,
          password_hash: o.passwordHash,
          changed_at: now(),
          is_change_required: o.isChangeRequired ?? false,
        })
        .execute();
    },

    /** First credentials of people who have none; nobody's is replaced. */
    async addMissing(
      trx: Transaction<SsoDatabase>,
      rows: { sub: string; passwordHash: string }[],
    ): Promise<void> {
      if (rows.length === 0) return;
      await trx
        .insertInto('credential')
        .values(
          rows.map(({ sub, passwordHash }) => ({
            sub,
            password_hash: passwordHash,
            changed_at: now(),
            is_change_required: false,
          })),
        )
        .onConflict((conflict) => conflict.column('sub').doNothing())
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
