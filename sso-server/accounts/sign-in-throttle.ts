import { randomBytes } from 'node:crypto';
import { hashId } from '../adapter/hash-id.ts';
import { foldUsername } from '../organisation/people-store.ts';
import type { ThrottleKind } from './accounts-tables.ts';
import { networkOf } from './network-of.ts';
import type { PolicyProfile, WaitRule } from './policy/policy-profiles.ts';
import type { ThrottleRow, ThrottleStore } from './throttle-store.ts';

const minuteMs = 60_000;
/** How long the sum of all failures is believed before it is read again. */
const sumForMs = 1_000;

export type Attempt = { username: string; ip: string; device: string | undefined };
type Place = {
  kind: ThrottleKind;
  key: string;
  username_folded: string;
  sub: string | null;
  network: string;
};
export type Ticket = Place & { hasFailures: boolean };
export type SignInThrottle = ReturnType<typeof createSignInThrottle>;

/**
 * Slows down guessing, by the rules of the policy in force: per account and network; per account, when it is tried
 * from many networks; and for all accounts together. A device on which the person has signed in before has a counter
 * of its own and none of the others, so nobody can lock her out of it.
 */
export function createSignInThrottle(o: {
  store: ThrottleStore;
  /** A name that nobody has may be a password in the wrong field: neither it nor a plain hash of it is kept. */
  conceal: (name: string) => string;
  policy: () => PolicyProfile;
  now: () => number;
}) {
  const { store, now } = o;
  const rules = () => o.policy().lockout;
  /** Attempts being checked right now: parallel guesses count before the first one has failed. */
  const underway = new Map<string, number>();
  const processId = randomBytes(6).toString('base64url');
  let sum = { at: Number.NEGATIVE_INFINITY, failures: 0 };

  async function placeOf(attempt: Attempt, sub: string | undefined): Promise<Place> {
    const folded = foldUsername(attempt.username);
    const username_folded = sub === undefined ? o.conceal(folded) : folded;
    const network = networkOf(attempt.ip);
    const place = { username_folded, sub: sub ?? null, network };
    // Asked for unknown names too, so that the answer takes as long.
    const device = attempt.device === undefined ? undefined : hashId(attempt.device);
    if (device !== undefined && (await store.isKnownDevice(sub ?? '', device))) {
      return { ...place, kind: 'device', key: hashId(`device ${username_folded} ${device}`) };
    }
    return { ...place, kind: 'network', key: hashId(`network ${username_folded} ${network}`) };
  }

  const accountKey = ({ username_folded }: Place) => hashId(`account ${username_folded}`);
  /** What an attempt is counted under while it is checked: a stranger's also for the account, from wherever they come. */
  const keysOf = (place: Place) => (place.kind === 'network' ? [place.key, accountKey(place)] : [place.key]);
  const isFull = (key: string, row: ThrottleRow | undefined, rule: { failures: number }) => {
    const pending = underway.get(key) ?? 0;
    return pending > 0 && pending + (row?.failures ?? 0) >= rule.failures;
  };
  const fresh = (row: ThrottleRow | undefined) =>
    row && row.last_at > now() - rules().windowSeconds * 1000 ? row : undefined;

  async function readCounters(place: Place) {
    const rows = await store.read(place.key, accountKey(place));
    return { place: fresh(rows.get(place.key)), account: fresh(rows.get(accountKey(place))) };
  }

  async function failuresThisMinute(): Promise<number> {
    const at = now();
    if (at < sum.at || at - sum.at >= sumForMs) {
      sum = { at, failures: await store.failuresSince(startOfMinute(at)) };
    }
    return sum.failures;
  }

  /** Milliseconds that a stranger has to wait, whichever account of the installation she tries. */
  async function waitOfStranger(account: ThrottleRow | undefined): Promise<number> {
    const { perAccount, everywhere } = rules();
    const isSlowed = account !== undefined && account.failures >= perAccount.failures;
    const slowed = isSlowed ? account.last_at + perAccount.secondsBetween * 1000 - now() : 0;
    const isFlooded = (await failuresThisMinute()) >= everywhere.failuresPerMinute;
    return Math.max(slowed, isFlooded ? everywhere.waitSeconds * 1000 : 0);
  }

  async function countAccountAndMinute(place: Place): Promise<void> {
    const key = accountKey(place);
    const before = fresh((await store.read(key)).get(key));
    const common = { failures: 1, last_at: now(), blocked_until_at: null };
    await store.count({ ...common, ...place, kind: 'account', key, network: null }, before === undefined);
    const minute = { kind: 'minute' as const, username_folded: '', sub: null, network: null };
    const minuteKey = `minute ${startOfMinute(now())} ${processId}`;
    await store.count({ ...common, ...minute, key: minuteKey }, false);
  }

  return {
    /** Seconds to wait, or a ticket that has to be settled after `failed` or `succeeded`. */
    async begin(attempt: Attempt, sub: string | undefined): Promise<{ waitSeconds: number } | Ticket> {
      const place = await placeOf(attempt, sub);
      const counters = await readCounters(place);
      const blocked = (counters.place?.blocked_until_at ?? 0) - now();
      const wait = Math.max(blocked, place.kind === 'network' ? await waitOfStranger(counters.account) : 0);
      if (wait > 0) return { waitSeconds: Math.ceil(wait / 1000) };
      const { perPlace, perAccount } = rules();
      const isTaken =
        isFull(place.key, counters.place, perPlace) ||
        (place.kind === 'network' && isFull(accountKey(place), counters.account, perAccount));
      if (isTaken) return { waitSeconds: 1 };
      for (const key of keysOf(place)) underway.set(key, (underway.get(key) ?? 0) + 1);
      return { ...place, hasFailures: counters.place !== undefined };
    },

    async failed({ hasFailures: _had, ...place }: Ticket): Promise<void> {
      const { place: before } = await readCounters(place);
      const failures = (before?.failures ?? 0) + 1;
      const wait = waitAfter(rules().perPlace, failures);
      const blocked_until_at = wait === null ? null : now() + wait;
      await store.count({ ...place, failures, last_at: now(), blocked_until_at }, before === undefined);
      if (place.kind === 'network') await countAccountAndMinute(place);
    },

    async succeeded({ key, hasFailures }: Ticket): Promise<void> {
      if (hasFailures) await store.remove(key);
    },

    settle(ticket: Ticket): void {
      for (const key of keysOf(ticket)) {
        const pending = (underway.get(key) ?? 1) - 1;
        if (pending > 0) underway.set(key, pending);
        else underway.delete(key);
      }
    },

    rememberDevice: (sub: string, device: string): Promise<void> => store.rememberDevice(sub, hashId(device)),
  };
}

const startOfMinute = (at: number) => at - (at % minuteMs);

/** Milliseconds to wait after so many failures, or null. */
function waitAfter(
  { failures: free, firstWaitSeconds, longestWaitSeconds }: WaitRule,
  failures: number,
): number | null {
  const over = failures - free;
  return over < 0 ? null : Math.min(firstWaitSeconds * 2 ** Math.min(over, 20), longestWaitSeconds) * 1000;
}
