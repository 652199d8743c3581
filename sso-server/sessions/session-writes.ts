import { type Database, prepareQuery } from '@yimen/database';
import type { Insertable, QueryResult, Selectable, Updateable } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';

type SessionTable = SsoDatabase['session'];
type SessionClientTable = SsoDatabase['session_client'];
type Change = Updateable<SessionTable>;

const eager = { isEager: true };

/** What every sign-in writes of its session, compiled once; a request waits once for all of it (middleware.ts). */
export function prepareSessionWrites({ query }: Database<SsoDatabase>) {
  const updates = new Map<string, (values: Change & { of: string }) => Promise<QueryResult<unknown>>>();

  /** The statement for a change of these columns. */
  function updateOf(columns: string[]) {
    const name = columns.join();
    const known = updates.get(name);
    if (known) return known;
    const update = prepareQuery<Change & { of: string }, unknown, SsoDatabase>(
      query,
      (builder, value) =>
        builder
          .updateTable('session')
          .set(Object.fromEntries(columns.map((column) => [column, value[column as keyof Change]])) as Change)
          .where('uid', '=', value.of),
      eager,
    );
    updates.set(name, update);
    return update;
  }

  return {
    insert: prepareQuery<Insertable<SessionTable>, unknown, SsoDatabase>(
      query,
      (of, value) =>
        of
          .insertInto('session')
          .values({
            uid: value.uid,
            account_id: value.account_id,
            login_ts: value.login_ts,
            acr: value.acr,
            amr_json: value.amr_json,
            is_transient: value.is_transient,
            state_json: value.state_json,
            ip: value.ip,
            user_agent: value.user_agent,
            device: value.device,
            created_at: value.created_at,
            seen_at: value.seen_at,
            expires_at: value.expires_at,
          })
          .onConflict((conflict) => conflict.column('uid').doNothing()),
      eager,
    ),
    update: (uid: string, change: Change) => updateOf(Object.keys(change).toSorted())({ ...change, of: uid }),
    addCookie: prepareQuery<SsoDatabase['session_cookie'], unknown, SsoDatabase>(
      query,
      (of, { id, session_uid, expires_at }) =>
        of
          .insertInto('session_cookie')
          .values({ id, session_uid, expires_at })
          .onConflict((conflict) => conflict.column('id').doNothing()),
      eager,
    ),
    claim: prepareQuery<Insertable<SessionClientTable>, Selectable<SessionClientTable>, SsoDatabase>(
      query,
      (of, { session_uid, client_id, sid, grant_id, created_at }) =>
        of
          .insertInto('session_client')
          .values({ session_uid, client_id, sid, grant_id, created_at })
          .onConflict((conflict) => conflict.columns(['session_uid', 'client_id']).doNothing())
          .returningAll(),
      eager,
    ),
  };
}
