import type { AdminPage } from '@yimen/shell-contract';
import { describe, expect, it } from 'vitest';
import { moveChanges, stepTarget, type TreeTarget, treeRows } from './tree-order.ts';

const page = (id: string, parentId: string | null, order: number): AdminPage => ({
  id,
  slug: id,
  parentId,
  title: { 'zh-CN': id, 'en-US': id },
  order,
  audience: { units: [], posts: [], roles: [] },
  homePriority: null,
  version: 1,
  hasDraft: false,
  revision: 1,
});

const pages = [
  page('a', null, 0),
  page('b', null, 10),
  page('b1', 'b', 0),
  page('b2', 'b', 10),
  page('c', null, 20),
];
const named = (id: string) => pages.find((candidate) => candidate.id === id) ?? page(id, null, 0);

function afterMove(id: string, target: TreeTarget | null): string[] {
  if (!target) return [];
  const changes = new Map(moveChanges(pages, named(id), target).map((change) => [change.page.id, change]));
  const moved = pages.map((candidate) => {
    const change = changes.get(candidate.id);
    return change ? { ...candidate, parentId: change.parentId, order: change.order } : candidate;
  });
  return treeRows(moved).map(({ page: { id: rowId }, level }) => `${level}${rowId}`);
}

describe('the page tree', () => {
  it('draws parents before children, and pages without a known parent at the top', () => {
    expect(treeRows([...pages, page('lost', 'gone', 5)]).map(({ page: { id } }) => id)).toEqual([
      'a',
      'lost',
      'b',
      'b1',
      'b2',
      'c',
    ]);
  });

  it.each([
    ['b', 'up', ['1b', '2b1', '2b2', '1a', '1c']],
    ['b', 'down', ['1a', '1c', '1b', '2b1', '2b2']],
    ['c', 'in', ['1a', '1b', '2b1', '2b2', '2c']],
    ['b1', 'out', ['1a', '1b', '2b2', '1b1', '1c']],
    ['b2', 'up', ['1a', '1b', '2b2', '2b1', '1c']],
  ] as const)('moves %s %s', (id, step, rows) => {
    expect(afterMove(id, stepTarget(pages, named(id), step))).toEqual(rows);
  });

  it('has nowhere to go at the edges', () => {
    expect(stepTarget(pages, named('a'), 'up')).toBeNull();
    expect(stepTarget(pages, named('c'), 'down')).toBeNull();
    expect(stepTarget(pages, named('a'), 'in')).toBeNull();
    expect(stepTarget(pages, named('a'), 'out')).toBeNull();
  });

  it('never moves a page below itself', () => {
    expect(moveChanges(pages, named('b'), { parentId: 'b1', index: 0 })).toEqual([]);
    expect(moveChanges(pages, named('b'), { parentId: 'b', index: 0 })).toEqual([]);
  });

  it('saves only the pages whose number or parent changes', () => {
    const changes = moveChanges(pages, named('c'), { parentId: 'b', index: 2 });
    expect(changes.map(({ page: { id }, parentId, order }) => [id, parentId, order])).toEqual([
      ['c', 'b', 20],
    ]);
  });
});
