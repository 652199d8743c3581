import { describe, expect, it } from 'vitest';
import { createSchedule, statesAt, successorDue } from './key-schedule.ts';

const hour = 3_600_000;
const day = 24 * hour;
const schedule = createSchedule({ keyRotationDays: 90, keyAnnounceHours: 48, sessionAbsoluteHours: 12 });
const retention = schedule.retentionMs('ES256');
const key = (generation: number, active_at: number) => ({ generation, active_at });
const states = (keys: { generation: number; active_at: number }[], now: number) =>
  Object.fromEntries(statesAt(keys, now, retention).map((one) => [one.generation, one.state]));

describe('the schedule of keys', () => {
  it('keeps a key for as long as any token of it may come back, and clocks may differ', () => {
    expect(retention).toBe(13 * hour + 10 * 60_000);
    const two = [key(1, 0), key(2, 90 * day)];
    expect(states(two, 90 * day - 1)).toEqual({ 1: 'current', 2: 'next' });
    expect(states(two, 90 * day)).toEqual({ 1: 'previous', 2: 'current' });
    expect(states(two, 90 * day + retention - 1)).toEqual({ 1: 'previous', 2: 'current' });
    expect(states(two, 90 * day + retention)).toEqual({ 1: 'retired', 2: 'current' });
  });

  it('always has a key that signs, wherever the clock is set', () => {
    for (const now of [-day, 0, 89 * day, 90 * day - 600_000, 400 * day]) {
      const all = Object.values(states([key(1, 0), key(2, 90 * day)], now));
      expect(all.filter((state) => state === 'current')).toHaveLength(1);
    }
  });

  it('plans the next one in time to be published as long as configured', () => {
    expect(successorDue([], 5, schedule)).toBe(5);
    expect(successorDue([key(1, 0)], 86 * day, schedule)).toBeUndefined();
    expect(successorDue([key(1, 0)], 87 * day, schedule)).toBe(90 * day);
    expect(successorDue([key(1, 0), key(2, 90 * day)], 88 * day, schedule)).toBeUndefined();
  });

  it('does not skip the announcement after months without the server', () => {
    expect(successorDue([key(1, 0)], 300 * day, schedule)).toBe(302 * day);
  });
});
