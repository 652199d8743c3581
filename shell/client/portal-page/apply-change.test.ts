import { describe, expect, it } from 'vitest';
import { testPage, testRelease, testWindow } from '../test/test-page.ts';
import { applyChange } from './apply-change.ts';
import { changesBetween } from './changes-between.ts';

const place = { column: 6, row: 2, columns: 6, rows: 5 };

describe('applyChange', () => {
  const view = testPage([testWindow('a'), testWindow('b')]);
  const after = (...changes: Parameters<typeof applyChange>[1][]) =>
    changes.reduce((page, change) => applyChange(page, change), view);
  const windowOf = (id: string, page: typeof view) => page.windows.find((window) => window.id === id);

  it('changes the window it names and keeps the identity of the others', () => {
    const page = after({ op: 'place', nodeId: 'a', place });
    expect(windowOf('a', page)?.place).toEqual(place);
    expect(windowOf('b', page)).toBe(windowOf('b', view));
  });

  it('hides and shows, minimizes and restores', () => {
    expect(windowOf('a', after({ op: 'hide', nodeId: 'a' }))?.isHidden).toBe(true);
    expect(windowOf('a', after({ op: 'hide', nodeId: 'a' }, { op: 'show', nodeId: 'a' }))?.isHidden).toBe(
      false,
    );
    expect(windowOf('a', after({ op: 'minimize', nodeId: 'a', isMinimized: true }))?.isMinimized).toBe(true);
  });

  it('renames, and goes back to the page’s title', () => {
    expect(windowOf('a', after({ op: 'rename', nodeId: 'a', title: '我的' }))?.personalTitle).toBe('我的');
    const back = after(
      { op: 'rename', nodeId: 'a', title: '我的' },
      { op: 'rename', nodeId: 'a', title: null },
    );
    expect(windowOf('a', back)).not.toHaveProperty('personalTitle');
  });

  it('adds a window once its release is known, and only once', () => {
    const add = { op: 'add', nodeId: 'new', portlet: 'c', place } as const;
    expect(applyChange(view, add).windows).toHaveLength(2);
    const added = applyChange(view, add, { c: testRelease('c') });
    expect(windowOf('new', added)).toMatchObject({ portlet: 'c', place, origin: 'personal' });
    expect(applyChange(added, add)).toBe(added);
    expect(applyChange(added, { op: 'remove', nodeId: 'new' }).windows).toHaveLength(2);
  });

  it('merges preferences', () => {
    const page = after(
      { op: 'configure', nodeId: 'a', preferences: { size: 5 } },
      { op: 'configure', nodeId: 'a', preferences: { kind: 'x' } },
    );
    expect(windowOf('a', page)?.preferences).toEqual({ size: 5, kind: 'x' });
  });
});

describe('changesBetween', () => {
  it('finds the acts that lead from a page that was reset back to what the person had', () => {
    const reset = testPage([testWindow('a'), testWindow('b'), testWindow('c')]);
    const own = testWindow('own', {
      portlet: 'a',
      origin: 'personal',
      place,
      preferences: { size: 3 },
      personalTitle: '我的',
    });
    const before = testPage([
      testWindow('a', { place, isMinimized: true }),
      testWindow('b', { isHidden: true, preferences: { kind: 'x' }, personalTitle: '乙' }),
      testWindow('c'),
      own,
    ]);
    const changes = changesBetween(reset, before);
    const again = changes.reduce((page, change) => applyChange(page, change, before.releases), reset);
    expect(again.windows).toEqual(before.windows);
    expect(changes.some(({ nodeId }) => nodeId === 'c')).toBe(false);
  });

  it('has nothing to do between equal pages', () => {
    const page = testPage([testWindow('a')]);
    expect(changesBetween(page, page)).toEqual([]);
  });
});
