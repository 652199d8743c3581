import { describe, expect, it } from 'vitest';
import { createWindowCalls } from './window-calls.ts';

function atTimes() {
  let time = 0;
  const calls = createWindowCalls(() => time);
  const run = (windowId: string, milliseconds: number) =>
    calls.time(windowId, () => {
      time += milliseconds;
    });
  const wait = (milliseconds: number) => {
    time += milliseconds;
  };
  return { calls, run, wait };
}

describe('calls into windows', () => {
  it('give a stretch of time to the window that ran for most of it', () => {
    const { calls, run } = atTimes();
    run('a', 10);
    run('b', 500);
    run('c', 20);
    expect(calls.ownerOf(0, 530)).toBe('b');
  });

  it('give it to nobody when the shell itself ran for most of it', () => {
    const { calls, run, wait } = atTimes();
    run('a', 20);
    run('b', 20);
    wait(500);
    expect(calls.ownerOf(0, 540)).toBeNull();
  });

  it('give what follows a click or data to the window, when it is the only one', () => {
    const { calls, wait } = atTimes();
    wait(1_000);
    calls.touch('a');
    wait(10);
    expect(calls.ownerOf(1_010, 6_000)).toBe('a');
    expect(calls.ownerOf(2_000, 6_000)).toBeNull();
    calls.touch('b');
    expect(calls.ownerOf(1_020, 6_000)).toBeNull();
  });

  it('count although the code throws', () => {
    const { calls, wait } = atTimes();
    expect(() =>
      calls.time('a', () => {
        wait(300);
        throw new Error('boom');
      }),
    ).toThrow('boom');
    expect(calls.ownerOf(0, 300)).toBe('a');
  });
});
