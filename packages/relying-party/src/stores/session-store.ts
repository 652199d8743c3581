import type { Database } from '@yimen/database';
import type { Insertable, Selectable } from 'kysely';
import type { RelyingPartyTables, RpSessionTable } from '../tables.ts';

/** A session as it is stored; tokens are sealed. */
export type SessionRow = Selectable<RpSessionTable>;
/** A session to be stored. */
export type NewSessionRow = Insertable<RpSessionTable>;

/** Which sessions to end: those of one session at the OpenID Provider, of one person, or both must match. */
export type SessionSelector = { sid?: string; sub?: string };

/** The table `rp_session`. */
export type SessionStore = {
  insert(row: NewSessionRow): Promise<void>;
  find(key: string): Promise<SessionRow | undefined>;
  /** Writes that the session was used, unless another request has done so since `seenBefore`. */
  touch(key: string, seenBefore: number, now: number): Promise<void>;
  /** Ends a session that another one replaces, after the requests under way have had their time. */
  endBy(key: string, endsAt: number): Promise<void>;
  remove(key: string): Promise<boolean>;
  removeExpired(o: { now: number; idleSince: number }): Promise<string[]>;
  takeLease(
    key: string,
    version: number,
    lease: { owner: string; now: number; until: number },
  ): Promise<boolean>;
  dropLease(key: string, owner: string): Promise<void>;
  saveTokens(
    key: string,
    owner: string,
    tokens: Pick<SessionRow, 'sealed_tokens' | 'token_expires_at' | 'token_version'> & {
      claims_json?: Record<string, unknown>;
    },
  ): Promise<void>;
};

/** The sessions of one relying party. */
export function createSessionStore(db: Database<RelyingPartyTables>): SessionStore {
  const { query } = db;
  return {
    async insert(row) {
      await query.insertInto('rp_session').values(row).execute();
    },
    find: (key) => query.selectFrom('rp_session').selectAll().where('key', '=', key).executeTakeFirst(),
    async touch(key, seenBefore, now) {
      await query
        .updateTable('rp_session')
        .set({ seen_at: now })
        .where('key', '=', key)
        .where('seen_at', '=', seenBefore)
        .execute();
    },
    async endBy(key, endsAt) {
      await query
        .updateTable('rp_session')
        .set({ ends_at: endsAt })
        .where('key', '=', key)
        .where('ends_at', '>', endsAt)
        .execute();
    },
    async remove(key) {
      const gone = await query.deleteFrom('rp_session').where('key', '=', key).executeTakeFirst();
      return gone.numDeletedRows > 0n;
    },
    async removeExpired({ now, idleSince }) {
      const gone = await query
        .deleteFrom('rp_session')
        .where((where) => where.or([where('ends_at', '<=', now), where('seen_at', '<=', idleSince)]))
        .returning('key')
        .execute();
      return gone.map((row) => row.key);
    },
    ...leaseQueries(db),
  };
}

type LeaseQueries = Pick<SessionStore, 'takeLease' | 'dropLease' | 'saveTokens'>;

// One refresh at a time, in whatever process: rotating refresh tokens make two at once end the whole grant.
function leaseQueries({ query }: Database<RelyingPartyTables>): LeaseQueries {
  return {
    async takeLease(key, version, { owner, now, until }) {
      const taken = await query
        .updateTable('rp_session')
        .set({ lease_owner: owner, lease_until_at: until })
        .where('key', '=', key)
        .where('token_version', '=', version)
        .where((where) => where.or([where('lease_owner', 'is', null), where('lease_until_at', '<=', now)]))
        .executeTakeFirst();
      return taken.numUpdatedRows === 1n;
    },
    async dropLease(key, owner) {
      await query
        .updateTable('rp_session')
        .set({ lease_owner: null, lease_until_at: null })
        .where('key', '=', key)
        .where('lease_owner', '=', owner)
        .execute();
    },
    async saveTokens(key, owner, tokens) {
      await query
        .updateTable('rp_session')
        .set({ ...tokens, lease_owner: null, lease_until_at: null })
        .where('key', '=', key)
        .where('lease_owner', '=', owner)
        .execute();
    },
  };
}
