import { type Database, prepareQuery } from '@yimen/database';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { hashId } from '../adapter/hash-id.ts';
import type { SsoDatabase } from '../database-schema.ts';
import { prepareSessionWrites } from './session-writes.ts';
import type { SignInGenerations } from './sign-in-generation.ts';

export type SessionRow = Selectable<SsoDatabase['session']>;
export type SessionClientRow = Selectable<SsoDatabase['session_client']>;
type Authorization = Pick<SessionClientRow, 'client_id' | 'sid' | 'grant_id'>;
/** A session and its clients, each with a row of its own in the answer. */
export type FoundSession = { row: SessionRow; clients: Authorization[] };
type JoinedRow = SessionRow & { [Column in keyof Authorization]: Authorization[Column] | null };
export type SessionStore = ReturnType<typeof createSessionStore>;

/** How long a replaced cookie value still opens its session: requests already on their way carry it. */
const replacedCookieMs = 60_000;

const clientColumns = ['session_client.client_id', 'session_client.sid', 'session_client.grant_id'] as const;

/** One row for each client, or one without. */
function toFound(rows: JoinedRow[]): FoundSession | undefined {
  const [row] = rows;
  if (!row) return undefined;
  const clients = rows.flatMap(({ client_id, sid, grant_id }): Authorization[] =>
    client_id === null || sid === null || grant_id === null ? [] : [{ client_id, sid, grant_id }],
  );
  return { row, clients };
}

/** Sessions at the provider as rows (D14). Nothing here reads a row, changes it and writes it back. */
export function createSessionStore({
  db,
  now,
  generations,
}: {
  db: Database<SsoDatabase>;
  now: () => number;
  generations: SignInGenerations;
}) {
  const { query } = db;
  const byCookie = prepareQuery<{ id: string; now: number }, JoinedRow, SsoDatabase>(query, (of, value) =>
    of
      .selectFrom('session')
      .innerJoin('session_cookie', 'session_cookie.session_uid', 'session.uid')
      .leftJoin('session_client', 'session_client.session_uid', 'session.uid')
      .selectAll('session')
      .select(clientColumns)
      .where('session_cookie.id', '=', value.id)
      .where('session_cookie.expires_at', '>', value.now)
      .where('session.expires_at', '>', value.now),
  );
  const byUid = prepareQuery<{ uid: string; now: number }, SessionRow, SsoDatabase>(query, (of, value) =>
    of.selectFrom('session').selectAll().where('uid', '=', value.uid).where('expires_at', '>', value.now),
  );
  const clients = prepareQuery<{ uid: string }, SessionClientRow, SsoDatabase>(query, (of, value) =>
    of.selectFrom('session_client').selectAll().where('session_uid', '=', value.uid),
  );
  const withClients = prepareQuery<{ uid: string; now: number }, JoinedRow, SsoDatabase>(query, (of, value) =>
    of
      .selectFrom('session')
      .leftJoin('session_client', 'session_client.session_uid', 'session.uid')
      .selectAll('session')
      .select(clientColumns)
      .where('session.uid', '=', value.uid)
      .where('session.expires_at', '>', value.now),
  );
  const openClient = prepareQuery<
    { clientId: string; sid: string; now: number },
    { account_id: string | null; grant_id: string },
    SsoDatabase
  >(query, (of, value) =>
    of
      .selectFrom('session_client')
      .innerJoin('session', 'session.uid', 'session_client.session_uid')
      .select(['session.account_id', 'session_client.grant_id'])
      .where('session_client.sid', '=', value.sid)
      .where('session_client.client_id', '=', value.clientId)
      .where('session.expires_at', '>', value.now),
  );
  const openGrant = prepareQuery<
    { id: string; now: number },
    Pick<Selectable<SsoDatabase['oidc_model']>, 'payload_json'>,
    SsoDatabase
  >(query, (of, value) =>
    of
      .selectFrom('oidc_model')
      .select('payload_json')
      .where('kind', '=', 'Grant')
      .where('id', '=', value.id)
      .where('expires_at', '>', value.now),
  );
  const writes = prepareSessionWrites(db);
  return {
    findByCookie: async (cookie: string): Promise<FoundSession | undefined> =>
      toFound((await byCookie({ id: hashId(cookie), now: now() })).rows),

    findWithClients: async (uid: string): Promise<FoundSession | undefined> =>
      toFound((await withClients({ uid, now: now() })).rows),

    findByUid: async (uid: string): Promise<SessionRow | undefined> =>
      (await byUid({ uid, now: now() })).rows[0],

    clientsOf: async (uid: string): Promise<SessionClientRow[]> => (await clients({ uid })).rows,

    /** The session that a relying party knows by this `sid`, and since when (seconds) its grant stands. */
    async findOpenClient(o: { clientId: string; sid: string }) {
      const [row] = (await openClient({ ...o, now: now() })).rows;
      if (!row) return undefined;
      const [grant] = (await openGrant({ id: hashId(row.grant_id), now: now() })).rows;
      return {
        account_id: row.account_id,
        granted_at: grant && Number(grant.payload_json.iat),
      };
    },

    /** The session of a sign-in, unless she was thrown out since her proof began to be checked: false. */
    begin(row: Insertable<SsoDatabase['session']>, sub: string, generation: number): Promise<boolean> {
      return db.transaction(
        async (trx) => {
          if (!(await generations.enter(trx, sub, generation))) return false;
          await trx
            .insertInto('session')
            .values(row)
            .onConflict((conflict) => conflict.column('uid').doNothing())
            .execute();
          return true;
        },
        { isEager: true },
      );
    },

    async insert(row: Insertable<SsoDatabase['session']>): Promise<void> {
      await writes.insert({ device: null, ...row });
    },

    /** False when the session has ended meanwhile: an ended session is never brought back. */
    async update(uid: string, change: Updateable<SsoDatabase['session']>): Promise<boolean> {
      const { numAffectedRows = 0n } = await writes.update(uid, change);
      return numAffectedRows > 0n;
    },

    async addCookie(cookie: string, uid: string): Promise<void> {
      await writes.addCookie({ id: hashId(cookie), session_uid: uid, expires_at: Number.MAX_SAFE_INTEGER });
    },

    /** At once for a session nobody had signed in to (session fixation), shortly for the others. */
    async replaceCookie(cookie: string): Promise<void> {
      const id = hashId(cookie);
      const signedIn = query.selectFrom('session').select('uid').where('account_id', 'is not', null);
      const soon = now() + replacedCookieMs;
      await query
        .updateTable('session_cookie')
        .set({ expires_at: soon })
        .where('id', '=', id)
        .where('expires_at', '>', soon)
        .where('session_uid', 'in', signedIn)
        .execute();
      await query
        .deleteFrom('session_cookie')
        .where('id', '=', id)
        .where('session_uid', 'not in', signedIn)
        .execute();
    },

    /**
     * The one row of this client in this session. Of parallel first visits one inserts it, all get the
     * same `sid` and grant.
     */
    async claimClient(
      claim: Pick<SessionClientRow, 'session_uid' | 'client_id' | 'sid' | 'grant_id'>,
    ): Promise<SessionClientRow> {
      const [inserted] = (await writes.claim({ ...claim, created_at: now() })).rows;
      if (inserted) return inserted;
      return query
        .selectFrom('session_client')
        .selectAll()
        .where('session_uid', '=', claim.session_uid)
        .where('client_id', '=', claim.client_id)
        .executeTakeFirstOrThrow();
    },

    async removeClients(uid: string, clientIds: string[]): Promise<void> {
      await query
        .deleteFrom('session_client')
        .where('session_uid', '=', uid)
        .where('client_id', 'in', clientIds)
        .execute();
    },
  };
}
