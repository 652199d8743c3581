import { describe, expect, it } from 'vitest';
import type { LayoutNode, MergedNode, PersonalLayout, TrayItem } from '../src/index.ts';
import { discardTray, mergeLayout } from '../src/layout/index.ts';
import { createRandom, randomBase, randomPersonal, strictRules, valuesOf } from './random-layouts.ts';

const todo: LayoutNode = {
  id: 'todo-1',
  portlet: 'todo',
  place: { column: 0, row: 0, columns: 6, rows: 8 },
  preferences: { size: 10 },
  locks: [],
};
const moved = { column: 6, row: 0, columns: 6, rows: 8 };

function shownValues(node: MergedNode | undefined): Map<string, string> {
  if (!node || node.portlet === '') return new Map();
  return valuesOf({
    place: node.place,
    isHidden: node.isHidden,
    isMinimized: node.isMinimized,
    ...(node.personalTitle !== undefined && { title: node.personalTitle }),
    preferences: node.preferences,
    ...(node.origin === 'personal' && { added: { portlet: node.portlet } }),
  });
}

/** Values of a person's changes that are neither shown nor in the tray. */
function lostValues(personal: PersonalLayout, nodes: MergedNode[], tray: TrayItem[]): string[] {
  return Object.entries(personal.nodes).flatMap(([nodeId, change]) => {
    const shown = shownValues(nodes.find((node) => node.id === nodeId));
    const kept = tray.filter((item) => item.nodeId === nodeId).map((item) => valuesOf(item.change));
    return [...valuesOf(change)]
      .filter(([key, value]) => shown.get(key) !== value && !kept.some((values) => values.get(key) === value))
      .map(([key]) => `${nodeId}.${key}`);
  });
}

describe('mergeLayout', () => {
  it('[I5] shows every change or keeps it in the tray, for any page and any changes', () => {
    for (let seed = 1; seed <= 3000; seed += 1) {
      const random = createRandom(seed);
      const personal = randomPersonal(random);
      const base = randomBase(random);
      const { nodes, tray } = mergeLayout(base, personal, strictRules);
      expect({ seed, lost: lostValues(personal, nodes, tray) }).toEqual({ seed, lost: [] });
    }
  });

  it('[I6] never shows a window of a portlet that the person may not use', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = createRandom(seed);
      const { nodes } = mergeLayout(randomBase(random), randomPersonal(random), strictRules);
      expect(nodes.filter((node) => node.portlet === 'secret')).toEqual([]);
    }
  });

  it('follows the administrator where the person changed nothing', () => {
    const personal: PersonalLayout = { nodes: { 'todo-1': { title: '我的待办' } } };
    const { nodes } = mergeLayout([{ ...todo, place: moved }], personal);
    expect(nodes).toEqual([
      {
        ...todo,
        place: moved,
        origin: 'page',
        isHidden: false,
        isMinimized: false,
        personalTitle: '我的待办',
      },
    ]);
  });

  it('keeps what a later lock forbids in the tray and shows the administrator’s', () => {
    const personal: PersonalLayout = {
      nodes: { 'todo-1': { place: moved, isHidden: true, preferences: { size: 20 } } },
    };
    const { nodes, tray } = mergeLayout(
      [{ ...todo, locks: ['move', 'resize', 'remove', 'configure'] }],
      personal,
    );
    expect(nodes[0]).toMatchObject({ place: todo.place, isHidden: false, preferences: { size: 10 } });
    expect(tray).toEqual([
      { nodeId: 'todo-1', reason: 'locked', portlet: 'todo', change: personal.nodes['todo-1'] },
    ]);
  });

  it('applies the size when only moving is locked, and the other way round', () => {
    const personal: PersonalLayout = {
      nodes: { 'todo-1': { place: { column: 4, row: 2, columns: 8, rows: 3 } } },
    };
    const place = (locks: LayoutNode['locks']) => mergeLayout([{ ...todo, locks }], personal).nodes[0]?.place;
    expect(place(['move'])).toEqual({ column: 0, row: 0, columns: 8, rows: 3 });
    expect(place(['resize'])).toEqual({ column: 4, row: 2, columns: 6, rows: 8 });
  });

  it('keeps changes of a window that the administrator removed, and shows them again when it is back', () => {
    const personal: PersonalLayout = { nodes: { 'todo-1': { title: '我的待办' } } };
    expect(mergeLayout([], personal)).toEqual({
      nodes: [],
      tray: [{ nodeId: 'todo-1', reason: 'node-removed', portlet: null, change: { title: '我的待办' } }],
    });
    expect(mergeLayout([todo], personal).nodes[0]?.personalTitle).toBe('我的待办');
  });

  it('keeps only the preference that no longer fits in the tray', () => {
    const personal: PersonalLayout = { nodes: { 'todo-1': { preferences: { size: 5, bad: 1 } } } };
    const { nodes, tray } = mergeLayout([todo], personal, strictRules);
    expect(nodes[0]?.preferences).toEqual({ size: 5 });
    expect(tray).toEqual([
      {
        nodeId: 'todo-1',
        reason: 'preference-invalid',
        portlet: 'todo',
        change: { preferences: { bad: 1 } },
      },
    ]);
  });

  it('leaves an administrator’s window of a portlet without release on the page', () => {
    const { nodes } = mergeLayout([{ ...todo, portlet: 'gone' }], { nodes: {} }, strictRules);
    expect(nodes).toHaveLength(1);
  });

  it('lists locked windows first, then the person’s, then the rest', () => {
    const base = [
      { ...todo, id: 'free' },
      { ...todo, id: 'placed' },
      { ...todo, id: 'pinned', locks: ['move' as const] },
    ];
    const { nodes } = mergeLayout(base, { nodes: { placed: { place: moved } } });
    expect(nodes.map((node) => node.id)).toEqual(['pinned', 'placed', 'free']);
  });
});

describe('discardTray', () => {
  it('forgets exactly what the tray showed for the node', () => {
    for (let seed = 1; seed <= 1000; seed += 1) {
      const random = createRandom(seed);
      const personal = randomPersonal(random);
      const base = randomBase(random);
      const before = mergeLayout(base, personal, strictRules);
      const item = before.tray[0];
      if (!item) continue;
      const after = mergeLayout(base, discardTray(base, personal, item.nodeId, strictRules), strictRules);
      expect(after.tray).toEqual(before.tray.filter((other) => other.nodeId !== item.nodeId));
      expect(new Set(after.nodes.map((node) => node.id))).toEqual(
        new Set(before.nodes.map((node) => node.id)),
      );
    }
  });

  it('leaves everything when the tray holds nothing of the node', () => {
    const personal: PersonalLayout = { nodes: { 'todo-1': { title: '我的待办' } } };
    expect(discardTray([todo], personal, 'todo-1')).toBe(personal);
  });
});
