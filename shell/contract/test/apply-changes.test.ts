import { describe, expect, it } from 'vitest';
import type { LayoutChange, LayoutNode, PersonalLayout } from '../src/index.ts';
import { applyChange, applyChanges, mergeLayout } from '../src/layout/index.ts';
import { createRandom, randomBase, randomChange, randomPersonal, strictRules } from './random-layouts.ts';

const nothing: PersonalLayout = { nodes: {} };
const place = { column: 0, row: 0, columns: 6, rows: 4 };
const elsewhere = { column: 6, row: 2, columns: 6, rows: 4 };
const node = (id: string, locks: LayoutNode['locks'] = []): LayoutNode => ({
  id,
  portlet: 'todo',
  place,
  preferences: {},
  locks,
});

describe('applyChanges', () => {
  it('makes every accepted act show', () => {
    const changes: LayoutChange[] = [
      { op: 'place', nodeId: 'a', place: elsewhere },
      { op: 'minimize', nodeId: 'a', isMinimized: true },
      { op: 'rename', nodeId: 'a', title: '我的待办' },
      { op: 'configure', nodeId: 'a', preferences: { size: 5 } },
      { op: 'hide', nodeId: 'b' },
      { op: 'add', nodeId: 'own', portlet: 'notices', place },
    ];
    const { personal, errors } = applyChanges(nothing, changes, [node('a'), node('b')]);
    expect(errors).toEqual([]);
    const { nodes, tray } = mergeLayout([node('a'), node('b')], personal);
    expect(tray).toEqual([]);
    expect(nodes.find(({ id }) => id === 'a')).toMatchObject({
      place: elsewhere,
      isMinimized: true,
      personalTitle: '我的待办',
      preferences: { size: 5 },
    });
    expect(nodes.find(({ id }) => id === 'b')).toMatchObject({ isHidden: true });
    expect(nodes.find(({ id }) => id === 'own')).toMatchObject({ portlet: 'notices', origin: 'personal' });
  });

  it('takes acts back: show, restore, old name, old place, remove', () => {
    const base = [node('a')];
    const done = applyChanges(
      nothing,
      [
        { op: 'place', nodeId: 'a', place: elsewhere },
        { op: 'hide', nodeId: 'a' },
        { op: 'minimize', nodeId: 'a', isMinimized: true },
        { op: 'rename', nodeId: 'a', title: '我的待办' },
        { op: 'add', nodeId: 'own', portlet: 'notices', place },
        { op: 'place', nodeId: 'a', place },
        { op: 'show', nodeId: 'a' },
        { op: 'minimize', nodeId: 'a', isMinimized: false },
        { op: 'rename', nodeId: 'a', title: null },
        { op: 'remove', nodeId: 'own' },
      ],
      base,
    );
    expect(done).toEqual({ personal: nothing, errors: [] });
  });

  it('reports every mistake with its pointer and changes nothing', () => {
    const base = [node('pinned', ['move', 'remove', 'configure']), node('sized', ['resize'])];
    const { personal, errors } = applyChanges(
      nothing,
      [
        { op: 'rename', nodeId: 'sized', title: '好的' },
        { op: 'place', nodeId: 'pinned', place: elsewhere },
        { op: 'place', nodeId: 'sized', place: { ...place, rows: 9 } },
        { op: 'hide', nodeId: 'pinned' },
        { op: 'configure', nodeId: 'pinned', preferences: { size: 1 } },
        { op: 'remove', nodeId: 'sized' },
        { op: 'minimize', nodeId: 'nowhere', isMinimized: true },
        { op: 'add', nodeId: 'sized', portlet: 'todo', place },
        { op: 'add', nodeId: 'own', portlet: 'secret', place },
        { op: 'add', nodeId: 'own', portlet: 'gone', place },
        { op: 'configure', nodeId: 'sized', preferences: { bad: 1 } },
      ],
      base,
      strictRules,
    );
    expect(personal).toBe(nothing);
    expect(errors.map((error) => error.pointer)).toEqual([
      '/body/changes/1/place',
      '/body/changes/2/place',
      '/body/changes/3/nodeId',
      '/body/changes/4/preferences',
      '/body/changes/5/nodeId',
      '/body/changes/6/nodeId',
      '/body/changes/7/nodeId',
      '/body/changes/8/portlet',
      '/body/changes/9/portlet',
      '/body/changes/10/preferences/bad',
    ]);
    expect(errors[7]?.detail.replace('secret', '')).toBe(errors[8]?.detail.replace('gone', ''));
  });

  it('lets a window be resized when only moving is locked', () => {
    const base = [node('pinned', ['move'])];
    const change: LayoutChange = { op: 'place', nodeId: 'pinned', place: { ...place, rows: 9 } };
    expect(applyChange(nothing, change, base).errors).toEqual([]);
  });

  it('keeps the acts of two tabs: order does not matter for different windows', () => {
    const base = [node('a'), node('b')];
    const one: LayoutChange = { op: 'rename', nodeId: 'a', title: '甲' };
    const other: LayoutChange = { op: 'hide', nodeId: 'b' };
    expect(applyChanges(nothing, [one, other], base)).toEqual(applyChanges(nothing, [other, one], base));
  });

  it('can be repeated: a request that is sent again changes nothing', () => {
    for (let seed = 1; seed <= 1000; seed += 1) {
      const random = createRandom(seed);
      const base = randomBase(random);
      const before = randomPersonal(random);
      const change = randomChange(random);
      const once = applyChange(before, change, base, strictRules);
      if (once.errors.length > 0) continue;
      expect({ seed, ...applyChange(once.personal, change, base, strictRules) }).toEqual({ seed, ...once });
    }
  });
});
