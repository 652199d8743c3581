import type { Database } from '@yimen/database';
import type { SsoDatabase } from '../database-schema.ts';

export type SessionFactorStore = ReturnType<typeof createSessionFactorStore>;

/** Longer than any session. */
const keptMs = 8 * 24 * 3_600_000;

/** When a second factor was last proved in a session: what may be changed right after it. */
export function createSessionFactorStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  return {
    async note(sessionUid: string): Promise<void> {
      await db.query
        .deleteFrom('session_factor')
        .where('proved_at', '<', now() - keptMs)
        .execute();
      await db.query
        .insertInto('session_factor')
        .values({ session_uid: sessionUid, proved_at: now() })
        .onConflict((conflict) => conflict.column('session_uid').doUpdateSet({ proved_at: now() }))
        .execute();
    },

    async provedAt(sessionUid: string): Promise<number | undefined> {
      const row = await db.query
        .selectFrom('session_factor')
        .select('proved_at')
        .where('session_uid', '=', sessionUid)
        .executeTakeFirst();
      return row?.proved_at;
    },
  };
}
