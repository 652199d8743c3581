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
let afterwards: (() => void)[] = [];
const endTask = () => {
  for (const run of afterwards.splice(0)) run();
};
const open = (tab = 'a') =>
  createHangWatch({ storage, tab, now: () => time, later: (run) => void afterwards.push(run) });
const names = ['one@1.0.0', 'two@1.0.0', 'three@1.0.0'];
const hungNow = () => names.filter((name) => open().hasHung(name));

describe('whoever makes a page hang', () => {
  beforeEach(() => {
    kept.clear();
    afterwards = [];
  });

  it('[R115] is known when the page is opened again: whose code was called and never came back', () => {
    const before = open();
    before.running('first@1.0.0');
    before.running('looping@1.0.0');
    const after = open();
    expect(after.hasHung('looping@1.0.0')).toBe(true);
    expect(after.hasHung('first@1.0.0')).toBe(false);
    expect(after.hasHung('looping@1.0.1')).toBe(false);
    after.acquit('looping@1.0.0');
    expect(open().hasHung('looping@1.0.0')).toBe(false);
  });

  it('is nobody once the task is over in which code was called', () => {
    const before = open();
    for (const name of names) before.running(name);
    endTask();
    expect(kept.size).toBe(0);
    expect(hungNow()).toEqual([]);
    before.running('two@1.0.0');
    expect(hungNow()).toEqual(['two@1.0.0']);
  });

  it('is one of those whose code was loading: they are suspects until one of them hangs alone', async () => {
    const before = open();
    before.loading('one@1.0.0');
    before.loading('two@1.0.0');
    await null;
    const second = open();
    expect([second.hasHung('one@1.0.0'), second.isSuspect('one@1.0.0')]).toEqual([false, true]);
    const done = second.loading('one@1.0.0');
    await null;
    done();
    second.loading('two@1.0.0');
    await null;
    const third = open();
    expect([third.hasHung('one@1.0.0'), third.hasHung('two@1.0.0')]).toEqual([false, true]);
  });

  it('is whose code was called, though others were loading', async () => {
    const before = open();
    before.loading('one@1.0.0');
    await null;
    before.running('two@1.0.0');
    expect(hungNow()).toEqual(['two@1.0.0']);
  });

  it('is nobody when the page was left in the middle of something', async () => {
    const before = open();
    before.loading('slow@1.0.0');
    await null;
    before.dispose();
    expect(open().hasHung('slow@1.0.0')).toBe(false);
  });

  it('is not another tab that is working just now, but one that has not moved for long', () => {
    open('other').running('busy@1.0.0');
    time += 1_000;
    expect(open('mine').hasHung('busy@1.0.0')).toBe(false);
    time += 20_000;
    expect(open('mine').hasHung('busy@1.0.0')).toBe(true);
  });

  it('is judged by every tab, and none forgets what another one has found', () => {
    const [mine, other] = [open('mine'), open('other')];
    mine.accuse('one@1.0.0');
    other.accuse('two@1.0.0');
    expect(hungNow()).toEqual(['one@1.0.0', 'two@1.0.0']);
    mine.acquit('one@1.0.0');
    expect(hungNow()).toEqual(['two@1.0.0']);
  });

  it('is forgiven after a day, and broken records stop nobody', () => {
    open().accuse('blocks@1.0.0');
    expect(open().hasHung('blocks@1.0.0')).toBe(true);
    time += 25 * 3_600_000;
    expect(open().hasHung('blocks@1.0.0')).toBe(false);
    for (const text of ['{nonsense', '[1', 'null', '{"at":1,"running":3}', '{"at":1,"loading":[2]}']) {
      kept.set('yimen.running.x', text);
      kept.set('yimen.hung', text);
      expect(() => open()).not.toThrow();
    }
  });

  it('stays unknown in a browser whose storage is full or refused, and nothing else suffers', async () => {
    const refuse = (): never => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const full = {
      get length() {
        return refuse();
      },
      ...{ key: refuse, getItem: refuse, setItem: refuse, removeItem: refuse },
    };
    const watch = createHangWatch({ storage: full, tab: 'a', later: (run) => run() });
    const done = watch.loading('one@1.0.0');
    await null;
    done();
    watch.running('one@1.0.0');
    watch.accuse('one@1.0.0');
    expect(watch.hasHung('one@1.0.0')).toBe(true);
    watch.dispose();
  });
});
