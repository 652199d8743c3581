import type { KeyPurpose } from './key-tables.ts';

const hourMs = 3_600_000;
/** Clocks of the bureau's machines may differ by this much, or be set back by it. */
const clockSkewMs = 10 * 60_000;
/** The longest-lived cookie (the known device) lives for a year; older signatures are renewed when seen. */
const cookieRetentionMs = 366 * 24 * hourMs;
const idTokenHours = 1;

export type KeySchedule = {
  rotationMs: number;
  announceMs: number;
  /** How long a key still verifies after another one has taken over. */
  retentionMs: (purpose: KeyPurpose) => number;
};

/**
 * A token is checked with its key until it has expired: one hour for ID tokens, less for all others. ID tokens come
 * back as `id_token_hint` at sign-out though, as old as the session.
 */
export function createSchedule(o: {
  keyRotationDays: number;
  keyAnnounceHours: number;
  sessionAbsoluteHours: number;
}): KeySchedule {
  const signing = (o.sessionAbsoluteHours + idTokenHours) * hourMs + clockSkewMs;
  return {
    rotationMs: o.keyRotationDays * 24 * hourMs,
    announceMs: o.keyAnnounceHours * hourMs,
    retentionMs: (purpose) => (purpose === 'cookie' ? cookieRetentionMs : signing),
  };
}

/** Published but not signing yet; signing; still verifying; of no use any more. */
export type KeyState = 'next' | 'current' | 'previous' | 'retired';

export type ScheduledKey = { generation: number; active_at: number };

export type StatedKey<Key> = Key & {
  state: KeyState;
  /** When another one takes over, as far as it is known. */
  superseded_at: number | null;
  /** When it leaves the key set. */
  retired_at: number | null;
};

/**
 * The states of the keys of one purpose at a moment, newest first. They follow from the clock alone, so all processes
 * change over at the same time without writing anything.
 */
export function statesAt<Key extends ScheduledKey>(
  keys: readonly Key[],
  now: number,
  retentionMs: number,
): StatedKey<Key>[] {
  const newestFirst = [...keys].sort((a, b) => b.generation - a.generation);
  // Before any key is active (the clock was set back) the oldest one signs.
  const current = newestFirst.find((key) => key.active_at <= now) ?? newestFirst.at(-1);
  return newestFirst.map((key, index) => {
    const superseded_at = newestFirst[index - 1]?.active_at ?? null;
    const retired_at = superseded_at === null ? null : superseded_at + retentionMs;
    return { ...key, superseded_at, retired_at, state: stateOf() };

    function stateOf(): KeyState {
      if (key === current) return 'current';
      if (current && key.generation > current.generation) return 'next';
      return retired_at !== null && retired_at <= now ? 'retired' : 'previous';
    }
  });
}

/**
 * When the next key shall take over, if it has to be made now; undefined while there is nothing to do. A server that
 * was off for months does not skip the time of announcement.
 */
export function successorDue(
  keys: readonly ScheduledKey[],
  now: number,
  { rotationMs, announceMs }: Pick<KeySchedule, 'rotationMs' | 'announceMs'>,
): number | undefined {
  const newest = [...keys].sort((a, b) => b.generation - a.generation)[0];
  if (!newest) return now;
  if (newest.active_at > now) return undefined;
  const planned = newest.active_at + rotationMs;
  // Made a day before it must be published, so that a night without the server costs nothing.
  if (now < planned - announceMs - 24 * hourMs) return undefined;
  return Math.max(planned, now + announceMs);
}
