import type { Database } from '@yimen/database';
import type { PagePosition } from '../admin-api/paging.ts';
import type { LocalizedText, SsoDatabase } from '../database-schema.ts';
import { foldUsername } from '../organisation/people-store.ts';

export type OpenedSystem = { clientId: string; name: LocalizedText; openedAt: number };

/** A session as people and administrators see it. Its `uid` opens nothing. */
export type SessionView = {
  uid: string;
  sub: string;
  username: string | null;
  name: LocalizedText | null;
  unitId: string | null;
  device: string | null;
  userAgent: string | null;
  ip: string | null;
  amr: string[];
  signedInAt: number;
  startedAt: number;
  seenAt: number;
  expiresAt: number;
  systems: OpenedSystem[];
};

export type SessionQuery = {
  sub?: string | undefined;
  username?: string | undefined;
  /** Sessions in which this system was opened. */
  clientId?: string | undefined;
  ip?: string | undefined;
  after?: PagePosition | undefined;
  limit: number;
};

export type SessionDirectory = ReturnType<typeof createSessionDirectory>;

/** Who is signed in where, newest first. Only people: sessions without one are no news. */
export function createSessionDirectory({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  const alive = () =>
    db.query
      .selectFrom('session')
      .leftJoin('person', 'person.sub', 'session.account_id')
      .select([
        'session.uid',
        'session.account_id',
        'session.login_ts',
        'session.amr_json',
        'session.device',
        'session.ip',
        'session.user_agent',
        'session.created_at',
        'session.seen_at',
        'session.expires_at',
        'person.username',
        'person.name_json',
        'person.unit_id',
      ])
      .where('session.account_id', 'is not', null)
      .where('session.expires_at', '>', now());

  type Row = Awaited<ReturnType<ReturnType<typeof alive>['execute']>>[number];

  async function present(rows: Row[]): Promise<SessionView[]> {
    const systems = await systemsOf(rows.map((row) => row.uid));
    return rows.map((row) => ({
      uid: row.uid,
      sub: row.account_id ?? '',
      username: row.username,
      name: row.name_json,
      unitId: row.unit_id,
      device: row.device,
      userAgent: row.user_agent,
      ip: row.ip,
      amr: row.amr_json ?? [],
      signedInAt: row.login_ts === null ? row.created_at : row.login_ts * 1000,
      startedAt: row.created_at,
      seenAt: row.seen_at,
      expiresAt: row.expires_at,
      systems: systems.get(row.uid) ?? [],
    }));
  }

  async function systemsOf(uids: string[]): Promise<Map<string, OpenedSystem[]>> {
    const found = new Map<string, OpenedSystem[]>();
    if (uids.length === 0) return found;
    const rows = await db.query
      .selectFrom('session_client')
      .innerJoin('relying_party', 'relying_party.client_id', 'session_client.client_id')
      .select(['session_uid', 'session_client.client_id', 'name_json', 'session_client.created_at'])
      .where('session_uid', 'in', uids)
      .orderBy('session_client.created_at')
      .orderBy('session_client.client_id')
      .execute();
    for (const row of rows) {
      const system = { clientId: row.client_id, name: row.name_json, openedAt: row.created_at };
      found.set(row.session_uid, [...(found.get(row.session_uid) ?? []), system]);
    }
    return found;
  }

  return {
    async page(asked: SessionQuery): Promise<SessionView[]> {
      let select = alive();
      const { sub, username, clientId, ip, after } = asked;
      if (sub !== undefined) select = select.where('session.account_id', '=', sub);
      if (username !== undefined) {
        select = select.where('person.username_folded', '=', foldUsername(username));
      }
      if (ip !== undefined) select = select.where('session.ip', '=', ip);
      if (clientId !== undefined) {
        const opened = db.query
          .selectFrom('session_client')
          .select('session_uid')
          .where('client_id', '=', clientId);
        select = select.where('session.uid', 'in', opened);
      }
      if (after) {
        select = select.where((where) =>
          where.or([
            where('session.created_at', '<', after.at),
            where.and([where('session.created_at', '=', after.at), where('session.uid', '<', after.id)]),
          ]),
        );
      }
      const rows = await select
        .orderBy('session.created_at', 'desc')
        .orderBy('session.uid', 'desc')
        .limit(asked.limit)
        .execute();
      return present(rows);
    },

    async find(uid: string): Promise<SessionView | undefined> {
      const [view] = await present(await alive().where('session.uid', '=', uid).execute());
      return view;
    },

    /** All of one person, those she used last first. */
    async of(sub: string): Promise<SessionView[]> {
      return present(
        await alive().where('session.account_id', '=', sub).orderBy('session.seen_at', 'desc').execute(),
      );
    },
  };
}
