import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testDescriptor } from '../../test/test-descriptor.ts';
import { observableValue } from '../observable.ts';
import { createRefreshClock } from './refresh-clock.ts';
import { watchRefresh } from './window-refresh.ts';

const minute = 60_000;

/** A page of windows whose readings are written down with the second they came in. */
function page({ minimum = 0, random = (): number => 0.5, interval = 60 } = {}) {
  const isVisible = observableValue(true);
  const clock = createRefreshClock(minimum, random);
  const began = Date.now();
  const readings: { window: string; second: number; resources: readonly string[] }[] = [];
  let isFailing = false;
  const add = (window: string, seconds: number | null = interval) =>
    watchRefresh({
      descriptor: testDescriptor(window, {
        ...(seconds && { refresh: { intervalSeconds: seconds } }),
        resources: {
          list: { path: '/list', topics: ['todo.changed'] },
          counts: { path: '/counts', topics: ['todo.changed', 'unit.changed'] },
          help: { path: '/help' },
        },
      }),
      isVisible,
      clock,
      refresh: async (resources) =>
        void readings.push({ window, second: (Date.now() - began) / 1000, resources }),
      hasFailed: () => isFailing,
    });
  return {
    isVisible,
    readings,
    add,
    failing(next: boolean) {
      isFailing = next;
    },
    seconds: (window = 'a') =>
      readings.filter((one) => one.window === window).map(({ second }) => Math.round(second)),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe('a window that reads its data again by itself', () => {
  it('[R130] asks nothing for ten minutes in thirty windows that nobody sees, and once when they are seen', async () => {
    const { add, isVisible, readings } = page();
    const windows = Array.from({ length: 30 }, (_, index) => add(`w${index}`));
    isVisible.set(false);
    await pass(5 * minute);
    for (const window of windows) window.notify('todo.changed');
    await pass(5 * minute);
    expect(readings).toEqual([]);
    isVisible.set(true);
    await pass(0);
    expect(readings).toHaveLength(30);
    expect(new Set(readings.map(({ window }) => window)).size).toBe(30);
  });

  it('[R130] goes on in windows on the screen while others are scrolled away', async () => {
    const { add, seconds } = page();
    add('a');
    add('b').setOnScreen(false);
    await pass(3 * minute);
    expect(seconds('a')).toEqual([60, 120, 180]);
    expect(seconds('b')).toEqual([]);
  });

  it('[R130] asks for nothing when a window is seen again before its interval has passed', async () => {
    const { add, seconds } = page();
    const window = add('a');
    await pass(61_000);
    window.setOnScreen(false);
    await pass(30_000);
    window.setOnScreen(true);
    expect(seconds()).toEqual([60]);
  });

  it('[R131] reads only what listens to the topic, at once, and what follows within half a second together', async () => {
    const { add, readings } = page();
    const window = add('a', null);
    window.notify('unit.changed');
    for (let burst = 0; burst < 20; burst += 1) window.notify('todo.changed');
    await pass(0);
    expect(readings.map(({ resources }) => resources)).toEqual([['counts']]);
    await pass(1_000);
    expect(readings.map(({ resources }) => resources)).toEqual([['counts'], ['list', 'counts']]);
    expect(readings[1]?.second).toBeLessThanOrEqual(0.5);
    window.notify('nobody.listens');
    await pass(minute);
    expect(readings).toHaveLength(2);
  });

  it('[R132] follows its interval with jitter, and the administrator’s minimum when that is longer', async () => {
    const early = page({ random: () => 0 });
    early.add('a');
    const late = page({ random: () => 1, minimum: 100 });
    late.add('a');
    await pass(111_000);
    expect(early.seconds()).toEqual([54, 108]);
    expect(late.seconds()).toEqual([110]);
  });

  it('[R132] asks a failing service ever more rarely, and as before once it answers', async () => {
    const { add, seconds, failing } = page();
    failing(true);
    add('a');
    await pass(15 * minute);
    expect(seconds()).toEqual([60, 180, 420, 900]);
    failing(false);
    await pass(17 * minute);
    expect(seconds().slice(4)).toEqual([1800, 1860, 1920]);
  });

  it('[R133] asks in the same moment as another window with its interval, whenever that was added', async () => {
    const { add, readings } = page();
    add('a');
    await pass(25_000);
    const second = add('b');
    await pass(35_000);
    expect(readings.map(({ window, second }) => [window, second])).toEqual([
      ['a', 60],
      ['b', 60],
    ]);
    second.end();
    await pass(minute);
    expect(readings).toHaveLength(3);
  });

  it('leaves no timer behind', async () => {
    const { add } = page();
    const windows = [add('a'), add('b', 30), add('c', null)];
    for (const window of windows) window.notify('todo.changed');
    for (const window of windows) window.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
