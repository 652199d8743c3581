import { type BudgetExcess, DEFAULT_BUDGETS } from '@yimen/shell-contract';
import { describe, expect, it } from 'vitest';
import { createBudgetGovernor, pauseMilliseconds } from './budget-governor.ts';

function start(limits: Partial<typeof DEFAULT_BUDGETS>) {
  let time = 0;
  const timers = new Set<{ at: number; run: () => void }>();
  const excesses: BudgetExcess[] = [];
  const ended: BudgetExcess[] = [];
  const governor = createBudgetGovernor({
    budgets: { ...DEFAULT_BUDGETS, ...limits },
    now: () => time,
    later(run, milliseconds) {
      const timer = { at: time + milliseconds, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    onExcess: (excess) => excesses.push(excess),
    onEnd: (excess) => ended.push(excess),
  });
  const wait = (milliseconds: number) => {
    const until = time + milliseconds;
    for (;;) {
      const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!next) break;
      timers.delete(next);
      time = next.at;
      next.run();
    }
    time = until;
  };
  const done: number[] = [];
  const publish = (from: number, count: number) => {
    for (let n = from; n < from + count; n += 1) governor.run('events', () => void done.push(n));
  };
  return { governor, excesses, ended, wait, done, publish, timers };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('budgets of a window', () => {
  it('let through at once what is within the budget', () => {
    const { governor, done, publish, wait, excesses } = start({ events: 10 });
    for (let second = 0; second < 5; second += 1) {
      publish(second * 10, 10);
      wait(1_001);
    }
    expect(done).toEqual(upTo(50));
    expect(governor.state.get().level).toBe('free');
    expect(excesses).toEqual([]);
  });

  it('[R114] slow a window that goes over: every event comes, in order, at the pace of the budget', () => {
    const { governor, done, publish, wait, excesses } = start({ events: 10 });
    publish(0, 25);
    expect(done).toEqual(upTo(10));
    expect(governor.state.get()).toEqual({ level: 'slowed', kind: 'events' });
    expect(excesses).toMatchObject([{ kind: 'events', action: 'slowed', used: 11, limit: 10 }]);
    wait(500);
    expect(done).toEqual(upTo(15));
    publish(25, 1);
    wait(1_200);
    expect(done).toEqual(upTo(26));
    expect(governor.state.get().level).toBe('free');
  });

  it('pause it when it goes far over, and let it go on after a rest', () => {
    const { governor, done, publish, wait, excesses } = start({ events: 10 });
    publish(0, 35);
    expect(governor.state.get().level).toBe('paused');
    expect(excesses.map(({ action }) => action)).toEqual(['slowed', 'paused']);
    wait(pauseMilliseconds - 10);
    expect(done).toEqual(upTo(10));
    wait(10 + 3_000);
    expect(done).toEqual(upTo(35));
    expect(governor.state.get().level).toBe('free');
  });

  it('go on at once when the person says so', () => {
    const { governor, done, publish, wait } = start({ events: 10 });
    publish(0, 35);
    governor.resume();
    wait(3_000);
    expect(done).toEqual(upTo(35));
  });

  it('end it when it floods the page, and nothing of it is left', () => {
    const { governor, done, publish, wait, ended, timers } = start({ events: 10 });
    publish(0, 10_000);
    expect(ended).toMatchObject([{ kind: 'events', action: 'unmounted', limit: 10 }]);
    expect(done).toEqual(upTo(10));
    wait(60_000);
    expect(done).toEqual(upTo(10));
    expect(timers.size).toBe(0);
    expect(governor.state.get().level).toBe('free');
  });

  it('end it when it has to rest again and again', () => {
    const { governor, ended } = start({ requests: 10 });
    for (let pause = 0; pause < 4; pause += 1) {
      for (let n = 0; n < 35; n += 1) governor.run('requests', () => undefined);
      governor.resume();
    }
    expect(ended).toMatchObject([{ kind: 'requests', action: 'unmounted' }]);
  });

  it('do not end it for a rest now and then while its page stays open for weeks', () => {
    const { governor, ended, wait } = start({ requests: 10 });
    for (let day = 0; day < 20; day += 1) {
      for (let n = 0; n < 35; n += 1) governor.run('requests', () => undefined);
      wait(24 * 3_600_000);
    }
    expect(ended).toEqual([]);
  });

  it('count the time for which a window blocks the page', () => {
    const { governor, excesses, wait } = start({ longTasks: 1_000 });
    governor.blocked(900);
    expect(governor.state.get().level).toBe('free');
    governor.blocked(300);
    expect(excesses).toMatchObject([{ kind: 'longTasks', action: 'slowed', used: 1_200 }]);
    wait(61_000);
    governor.blocked(100);
    expect(governor.state.get().level).toBe('free');
    governor.blocked(4_000);
    expect(governor.state.get()).toEqual({ level: 'paused', kind: 'longTasks' });
  });
});
