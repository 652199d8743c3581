import { beforeEach, describe, expect, it } from 'vitest';
import { createHangWatch } from './hang-watch.ts';

const kept = new Map<string, string>();
const storage = {
  get length() {
    return kept.size;
  },
  key: (index: number) => [...kept.keys()][index] ?? null,
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => void kept.set(name, value),
  removeItem: (name: string) => void kept.delete(name),
};
let time = 1_000_000;
const open = (tab = 'a') => createHangWatch({ storage, tab, now: () => time });
const window = (name: string) => ({ windowId: `w-${name}`, release: `${name}@1.0.0` });

describe('whoever makes a page hang', () => {
  beforeEach(() => kept.clear());

  it('[R115] is known when the page is opened again: the rendering that never ended', () => {
    const before = open();
    before.step(window('first'), 'rendering');
    before.step(window('first'), 'rendered');
    before.step(window('looping'), 'rendering');
    const after = open();
    expect(after.hasHung('looping@1.0.0')).toBe(true);
    expect(after.hasHung('first@1.0.0')).toBe(false);
    expect(after.hasHung('looping@1.0.1')).toBe(false);
    after.acquit('looping@1.0.0');
    expect(open().hasHung('looping@1.0.0')).toBe(false);
  });

  it('is the first whose effects never ended, in the order of the page', () => {
    const before = open();
    for (const name of ['one', 'two', 'three']) before.step(window(name), 'rendering');
    for (const name of ['one', 'two', 'three']) before.step(window(name), 'rendered');
    for (const name of ['one', 'two', 'three']) before.step(window(name), 'laid-out');
    before.done('w-one');
    expect(['one', 'two', 'three'].filter((name) => open().hasHung(`${name}@1.0.0`))).toEqual(['two']);
  });

  it('is the first whose layout effects never ended', () => {
    const before = open();
    for (const name of ['one', 'two', 'three']) before.step(window(name), 'rendered');
    before.step(window('one'), 'laid-out');
    expect(['one', 'two', 'three'].filter((name) => open().hasHung(`${name}@1.0.0`))).toEqual(['two']);
  });

  it('is one of those whose code was loading: they are suspects until one of them hangs alone', () => {
    const before = open();
    before.step(window('one'), 'loading');
    before.step(window('two'), 'loading');
    const second = open();
    expect([second.hasHung('one@1.0.0'), second.isSuspect('one@1.0.0')]).toEqual([false, true]);
    second.step(window('one'), 'loading');
    second.done('w-one', 'loading');
    second.step(window('two'), 'loading');
    const third = open();
    expect([third.hasHung('one@1.0.0'), third.hasHung('two@1.0.0')]).toEqual([false, true]);
  });

  it('is nobody when the page was left in the middle of something', () => {
    const before = open();
    before.step(window('slow'), 'loading');
    before.dispose();
    expect(open().hasHung('slow@1.0.0')).toBe(false);
  });

  it('is not another tab that is working just now, but one that has not moved for long', () => {
    open('other').step(window('busy'), 'rendering');
    time += 1_000;
    expect(open('mine').hasHung('busy@1.0.0')).toBe(false);
    time += 20_000;
    expect(open('mine').hasHung('busy@1.0.0')).toBe(true);
  });

  it('is forgiven after a day, and broken records stop nobody', () => {
    open().accuse('blocks@1.0.0');
    expect(open().hasHung('blocks@1.0.0')).toBe(true);
    time += 25 * 3_600_000;
    expect(open().hasHung('blocks@1.0.0')).toBe(false);
    kept.set('yimen.running.x', '{nonsense');
    kept.set('yimen.hung', '[1');
    expect(() => open()).not.toThrow();
  });
});
