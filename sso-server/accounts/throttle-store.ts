import { type Database, prepareQuery } from '@yimen/database';
import type { Insertable, Selectable, Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';

export type ThrottleRow = Selectable<SsoDatabase['sign_in_throttle']>;
export type ThrottleStore = ReturnType<typeof createThrottleStore>;

/** Counters of failed sign-ins and the devices that people have signed in on. */
export function createThrottleStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  const { query } = db;
  const lockouts = () => query.selectFrom('sign_in_throttle').selectAll().where('kind', '!=', 'minute');

  // Both in one statement: counters of one moment.
  const two = prepareQuery<{ first: string; second: string }, ThrottleRow, SsoDatabase>(query, (of, value) =>
    of.selectFrom('sign_in_throttle').selectAll().where('key', 'in', [value.first, value.second]),
  );
  const known = prepareQuery<{ sub: string; device: string }, { device: string }, SsoDatabase>(
    query,
    (of, value) =>
      of
        .selectFrom('known_device')
        .select('device')
        .where('sub', '=', value.sub)
        .where('device', '=', value.device),
  );
  const remember = prepareQuery<{ sub: string; device: string; seen_at: number }, unknown, SsoDatabase>(
    query,
    (of, { sub, device, seen_at }) =>
      of
        .insertInto('known_device')
        .values({ sub, device, seen_at })
        .onConflict((conflict) => conflict.columns(['sub', 'device']).doUpdateSet({ seen_at })),
    { isEager: true },
  );

  return {
    async read(first: string, second = first): Promise<Map<string, ThrottleRow>> {
      const { rows } = await two({ first, second });
      return new Map(rows.map((row) => [row.key, row]));
    },

    /** Counted by the database: two failures at once are two. */
    async count(row: Insertable<SsoDatabase['sign_in_throttle']>, isFirst: boolean): Promise<void> {
      const { last_at, blocked_until_at, failures, sub } = row;
      await query
        .insertInto('sign_in_throttle')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((set) => ({
            last_at,
            blocked_until_at,
            sub,
            failures: isFirst ? set.val(failures) : set('sign_in_throttle.failures', '+', 1),
          })),
        )
        .execute();
    },

    async failuresSince(since: number): Promise<number> {
      const row = await query
        .selectFrom('sign_in_throttle')
        .select((select) => select.fn.sum<number | null>('failures').as('failures'))
        .where('kind', '=', 'minute')
        .where('last_at', '>=', since)
        .executeTakeFirst();
      return Number(row?.failures ?? 0);
    },

    async remove(key: string): Promise<void> {
      await query.deleteFrom('sign_in_throttle').where('key', '=', key).execute();
    },

    findLockout: (key: string): Promise<ThrottleRow | undefined> =>
      lockouts().where('key', '=', key).executeTakeFirst(),

    /** Counters with a failure since then, newest first. */
    pageOfLockouts(o: {
      since: number;
      /** As it may stand there: of a person in clear, of nobody concealed. */
      usernames: readonly string[] | undefined;
      after: { lastAt: number; key: string } | undefined;
      limit: number;
    }): Promise<ThrottleRow[]> {
      let select = lockouts().where('last_at', '>', o.since);
      if (o.usernames !== undefined) select = select.where('username_folded', 'in', o.usernames);
      const { after } = o;
      if (after) {
        select = select.where((where) =>
          where.or([
            where('last_at', '<', after.lastAt),
            where.and([where('last_at', '=', after.lastAt), where('key', '>', after.key)]),
          ]),
        );
      }
      return select.orderBy('last_at', 'desc').orderBy('key').limit(o.limit).execute();
    },

    /** All counters of a name: in every network and on every device. */
    async removeOf(trx: Transaction<SsoDatabase>, usernameFolded: string): Promise<void> {
      await trx
        .deleteFrom('sign_in_throttle')
        .where('username_folded', '=', usernameFolded)
        .where('kind', '!=', 'minute')
        .execute();
    },

    async removeLockout(trx: Transaction<SsoDatabase>, key: string): Promise<void> {
      await trx.deleteFrom('sign_in_throttle').where('key', '=', key).where('kind', '!=', 'minute').execute();
    },

    /** Where this name has to wait now. */
    blockedOf: (usernameFolded: string) =>
      query
        .selectFrom('sign_in_throttle')
        .select(['kind', 'network', 'failures', 'blocked_until_at'])
        .where('username_folded', '=', usernameFolded)
        .where('blocked_until_at', '>', now())
        .orderBy('key')
        .execute(),

    async isKnownDevice(sub: string, device: string): Promise<boolean> {
      return (await known({ sub, device })).rows.length > 0;
    },

    async rememberDevice(sub: string, device: string): Promise<void> {
      await remember({ sub, device, seen_at: now() });
    },
  };
}
