import type { Database } from '@yimen/database';
import { networkOf } from '../accounts/network-of.ts';
import { hashId } from '../adapter/hash-id.ts';
import type { SsoDatabase } from '../database-schema.ts';

const firstWaitMs = 30_000;
const longestWaitMs = 15 * 60_000;
const forgetMs = 30 * 60_000;

/** Where a code comes from. */
export type FactorAttempt = { sub: string; ip: string; device: string | undefined };
type Counter = { key: string; freeFailures: number };
export type FactorThrottle = ReturnType<typeof createFactorThrottle>;

/**
 * Slows down guessing of codes, with counters of their own (keycloak#46164): wrong codes never lock a password, wrong
 * passwords never lock codes. Who guesses codes knows the password already, and can have as many new devices as she
 * likes: a device has its own counter only once a second factor was proved on it. All others share one per network
 * and one per account, so that the usual device stays open whatever happens elsewhere.
 */
export function createFactorThrottle({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  const { query } = db;
  const underway = new Map<string, number>();

  async function countersOf({ sub, ip, device }: FactorAttempt): Promise<Counter[]> {
    if (device !== undefined) {
      const known = await query
        .selectFrom('factor_device')
        .select('device')
        .where('sub', '=', sub)
        .where('device', '=', hashId(device))
        .executeTakeFirst();
      if (known) return [{ key: hashId(`factor device ${sub} ${known.device}`), freeFailures: 5 }];
    }
    return [
      { key: hashId(`factor network ${sub} ${networkOf(ip)}`), freeFailures: 5 },
      { key: hashId(`factor account ${sub}`), freeFailures: 20 },
    ];
  }

  const rowOf = async (key: string) => {
    const row = await query
      .selectFrom('factor_throttle')
      .selectAll()
      .where('key', '=', key)
      .executeTakeFirst();
    return row && row.last_at > now() - forgetMs ? row : undefined;
  };

  type Known = Awaited<ReturnType<typeof rowOf>>;

  /** Without a pause in it: between what is decided here and the place that is taken, nobody else comes in. */
  function secondsToWait(counters: Counter[], rows: Known[]): number {
    let seconds = 0;
    for (const [index, { key, freeFailures }] of counters.entries()) {
      const row = rows[index];
      seconds = Math.max(seconds, Math.ceil(((row?.blocked_until_at ?? 0) - now()) / 1000));
      const pending = underway.get(key) ?? 0;
      if (pending > 0 && pending + (row?.failures ?? 0) >= freeFailures) seconds = Math.max(seconds, 1);
    }
    return seconds;
  }

  async function countFailure({ key, freeFailures }: Counter): Promise<void> {
    const before = await rowOf(key);
    const over = (before?.failures ?? 0) + 1 - freeFailures;
    const blocked = over < 0 ? null : now() + Math.min(firstWaitMs * 2 ** over, longestWaitMs);
    const change = { last_at: now(), blocked_until_at: blocked };
    await query
      .insertInto('factor_throttle')
      .values({ key, failures: 1, ...change })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((set) => ({
          ...change,
          failures: before ? set('factor_throttle.failures', '+', 1) : set.val(1),
        })),
      )
      .execute();
  }

  const shift = (counters: Counter[], by: number) => {
    for (const { key } of counters) {
      const left = (underway.get(key) ?? 0) + by;
      if (left > 0) underway.set(key, left);
      else underway.delete(key);
    }
  };

  return {
    /** Runs a check unless she has to wait, and counts its failure. */
    async guard(
      attempt: FactorAttempt,
      check: () => Promise<boolean>,
    ): Promise<boolean | { waitSeconds: number }> {
      const counters = await countersOf(attempt);
      const rows = await Promise.all(counters.map(({ key }) => rowOf(key)));
      const waitSeconds = secondsToWait(counters, rows);
      if (waitSeconds > 0) return { waitSeconds };
      shift(counters, 1);
      try {
        const isRight = await check();
        if (!isRight) for (const counter of counters) await countFailure(counter);
        else await this.proved(attempt, counters);
        return isRight;
      } finally {
        shift(counters, -1);
      }
    },

    async proved({ sub, device }: FactorAttempt, counters: { key: string }[] = []): Promise<void> {
      const keys = counters.map(({ key }) => key);
      if (keys.length > 0) await query.deleteFrom('factor_throttle').where('key', 'in', keys).execute();
      if (device === undefined) return;
      const row = { sub, device: hashId(device), seen_at: now() };
      await query
        .insertInto('factor_device')
        .values(row)
        .onConflict((conflict) => conflict.columns(['sub', 'device']).doUpdateSet({ seen_at: row.seen_at }))
        .execute();
    },
  };
}
