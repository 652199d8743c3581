import { isIPv6 } from 'node:net';
import type { Database } from '@yimen/database';
import { hashId } from '../adapter/hash-id.ts';
import type { SsoDatabase } from '../database-schema.ts';
import { foldUsername } from '../organisation/people-store.ts';

const freeFailures = 5;
const firstWaitMs = 30_000;
const longestWaitMs = 15 * 60_000;
/** Without a failure for so long, counting begins anew. */
const forgetMs = 30 * 60_000;

export type Attempt = { username: string; ip: string; device: string | undefined };
export type Ticket = { key: string; hasFailures: boolean };
export type SignInThrottle = ReturnType<typeof createSignInThrottle>;

/**
 * Slows down guessing per account and network. A device on which the person has signed in before has a
 * counter of its own, so nobody in the same office can lock her out of it.
 */
export function createSignInThrottle({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  const { query } = db;
  /** Attempts being checked right now: parallel guesses count before the first one has failed. */
  const underway = new Map<string, number>();

  async function keyOf(attempt: Attempt, sub: string | undefined): Promise<string> {
    const name = foldUsername(attempt.username);
    if (sub && attempt.device) {
      const known = await query
        .selectFrom('known_device')
        .select('device')
        .where('sub', '=', sub)
        .where('device', '=', hashId(attempt.device))
        .executeTakeFirst();
      if (known) return hashId(`device ${name} ${known.device}`);
    }
    return hashId(`network ${name} ${networkOf(attempt.ip)}`);
  }

  async function read(key: string) {
    const row = await query
      .selectFrom('sign_in_throttle')
      .selectAll()
      .where('key', '=', key)
      .executeTakeFirst();
    return row && row.last_at > now() - forgetMs ? row : undefined;
  }

  return {
    /** Seconds to wait, or a ticket that has to be settled with `failed` or `succeeded`. */
    async begin(attempt: Attempt, sub: string | undefined): Promise<{ waitSeconds: number } | Ticket> {
      const key = await keyOf(attempt, sub);
      const row = await read(key);
      const blockedFor = (row?.blocked_until_at ?? 0) - now();
      if (blockedFor > 0) return { waitSeconds: Math.ceil(blockedFor / 1000) };
      const pending = underway.get(key) ?? 0;
      if (pending > 0 && pending + (row?.failures ?? 0) >= freeFailures) return { waitSeconds: 1 };
      underway.set(key, pending + 1);
      return { key, hasFailures: row !== undefined };
    },

    async failed(key: string): Promise<void> {
      const before = await read(key);
      const failures = (before?.failures ?? 0) + 1;
      const over = failures - freeFailures;
      const wait = over < 0 ? null : Math.min(firstWaitMs * 2 ** over, longestWaitMs);
      const change = { failures, last_at: now(), blocked_until_at: wait === null ? null : now() + wait };
      await query
        .insertInto('sign_in_throttle')
        .values({ key, ...change })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((set) => ({
            ...change,
            // Counted by the database: two failures at once are two.
            failures: before ? set('sign_in_throttle.failures', '+', 1) : set.val(1),
          })),
        )
        .execute();
    },

    async succeeded({ key, hasFailures }: Ticket): Promise<void> {
      if (!hasFailures) return;
      await query.deleteFrom('sign_in_throttle').where('key', '=', key).execute();
    },

    settle(key: string): void {
      const pending = (underway.get(key) ?? 1) - 1;
      if (pending > 0) underway.set(key, pending);
      else underway.delete(key);
    },

    async rememberDevice(sub: string, device: string): Promise<void> {
      const row = { sub, device: hashId(device), seen_at: now() };
      await query
        .insertInto('known_device')
        .values(row)
        .onConflict((conflict) => conflict.columns(['sub', 'device']).doUpdateSet({ seen_at: row.seen_at }))
        .execute();
    },
  };
}

/** One IPv4 address, or the /64 that an IPv6 host may move in. */
function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = plain.includes('::')
    ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
    : [];
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
