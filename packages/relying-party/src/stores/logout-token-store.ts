import type { Database } from '@yimen/database';
import type { RelyingPartyTables } from '../tables.ts';
import type { SessionSelector } from './session-store.ts';

/** The table `rp_logout_token`. */
export type LogoutTokenStore = {
  /**
   * Records a logout token, ends its sessions and marks it as done.
   *
   * @returns keys of the ended sessions, or undefined when this token has done its work before
   */
  endSessions(tokenKey: string, whose: SessionSelector, now: number): Promise<string[] | undefined>;
  /** Whether a logout token has arrived for a session at the provider. */
  hasEnded(sid: string): Promise<boolean>;
  removeOlderThan(receivedBefore: number): Promise<void>;
};

/**
 * Logout tokens that were received. Ending sessions is three statements and no transaction, on purpose: with the token
 * visible before the sessions are deleted, and a new session visible before it looks for tokens (start-session.ts), one
 * of the two always sees the other. Inside transactions that read snapshots both could miss it.
 */
export function createLogoutTokenStore({ query }: Database<RelyingPartyTables>): LogoutTokenStore {
  return {
    async endSessions(tokenKey, { sid, sub }, now) {
      await query
        .insertInto('rp_logout_token')
        .values({ token_key: tokenKey, sid: sid ?? null, received_at: now, completed_at: null })
        .onConflict((conflict) => conflict.column('token_key').doNothing())
        .execute();
      const token = await query
        .selectFrom('rp_logout_token')
        .select('completed_at')
        .where('token_key', '=', tokenKey)
        .executeTakeFirst();
      if (token?.completed_at) return undefined;
      let ending = query.deleteFrom('rp_session').returning('key');
      if (sid !== undefined) ending = ending.where('sid', '=', sid);
      if (sub !== undefined) ending = ending.where('sub', '=', sub);
      const ended = await ending.execute();
      await query
        .updateTable('rp_logout_token')
        .set({ completed_at: now })
        .where('token_key', '=', tokenKey)
        .execute();
      return ended.map((row) => row.key);
    },
    async hasEnded(sid) {
      const token = await query
        .selectFrom('rp_logout_token')
        .select('token_key')
        .where('sid', '=', sid)
        .executeTakeFirst();
      return token !== undefined;
    },
    async removeOlderThan(receivedBefore) {
      await query.deleteFrom('rp_logout_token').where('received_at', '<', receivedBefore).execute();
    },
  };
}
