import { describe, expect, it } from 'vitest';
import type { MergedNode, PersonalLayout, Place } from '../src/index.ts';
import {
  applyChanges,
  arrangeNode,
  compactLayout,
  type GridNode,
  isSamePlace,
  mergeLayout,
  occupiedRows,
  placeNew,
  stepPlace,
} from '../src/layout/index.ts';
import { createRandom, type Random, randomBase, randomPlace } from './random-layouts.ts';

function overlapping(nodes: readonly GridNode[]): string[] {
  const shown = nodes.filter((node) => !node.isHidden);
  return shown.flatMap((a, index) =>
    shown
      .slice(index + 1)
      .filter(
        (b) =>
          a.place.column < b.place.column + b.place.columns &&
          b.place.column < a.place.column + a.place.columns &&
          a.place.row < b.place.row + occupiedRows(b) &&
          b.place.row < a.place.row + occupiedRows(a),
      )
      .map((b) => `${a.id}/${b.id}`),
  );
}

function randomNodes(random: Random): GridNode[] {
  return Array.from({ length: 1 + random.below(12) }, (_, index) => ({
    id: `n${index}`,
    place: randomPlace(random),
    isHidden: random.chance(0.1),
    isMinimized: random.chance(0.2),
  }));
}

const node = (id: string, column: number, row: number, columns = 6, rows = 4): GridNode => ({
  id,
  place: { column, row, columns, rows },
});

describe('compactLayout', () => {
  it('leaves no overlap, is the same every time, and finds nothing to do the second time', () => {
    for (let seed = 1; seed <= 2000; seed += 1) {
      const nodes = randomNodes(createRandom(seed));
      const compact = compactLayout(nodes);
      expect({ seed, overlapping: overlapping(compact) }).toEqual({ seed, overlapping: [] });
      expect(compactLayout(nodes)).toEqual(compact);
      expect(compactLayout(compact)).toEqual(compact);
      expect(compact.map(({ id }) => id).toSorted()).toEqual(nodes.map(({ id }) => id).toSorted());
    }
  });

  it('gives the row to the earlier of two that overlap', () => {
    const nodes = [node('first', 0, 0), node('second', 0, 0)];
    expect(compactLayout(nodes).map(({ id, place }) => [id, place.row])).toEqual([
      ['first', 0],
      ['second', 4],
    ]);
  });

  it('lets windows rise under a minimized one and keeps its size', () => {
    const nodes = [{ ...node('small', 0, 0), isMinimized: true }, node('below', 0, 4)];
    expect(compactLayout(nodes).map(({ place }) => [place.row, place.rows])).toEqual([
      [0, 4],
      [1, 4],
    ]);
  });

  it('brings a window from outside the grid back into it', () => {
    expect(compactLayout([node('wide', 10, 3, 20, 2)])[0]?.place).toEqual({
      column: 0,
      row: 0,
      columns: 12,
      rows: 2,
    });
  });
});

describe('placeNew', () => {
  it('finds a gap beside what is there, else the end of the page', () => {
    const nodes = [node('left', 0, 0), node('below', 0, 4, 12, 2)];
    expect(placeNew(nodes, { columns: 6, rows: 4 })).toEqual({ column: 6, row: 0, columns: 6, rows: 4 });
    expect(placeNew(nodes, { columns: 7, rows: 4 })).toEqual({ column: 0, row: 6, columns: 7, rows: 4 });
    expect(placeNew([], { columns: 40, rows: 0 })).toEqual({ column: 0, row: 0, columns: 12, rows: 1 });
  });

  it('never overlaps', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = createRandom(seed);
      const nodes = compactLayout(randomNodes(random));
      const place = placeNew(nodes, { columns: 1 + random.below(12), rows: 1 + random.below(6) });
      expect(overlapping([...nodes, { id: 'new', place }])).toEqual([]);
    }
  });
});

function shownAfter(base: MergedNode[], changes: Parameters<typeof applyChanges>[1]) {
  const personal: PersonalLayout = { nodes: {} };
  const applied = applyChanges(personal, changes, base);
  expect(applied.errors).toEqual([]);
  return compactLayout(mergeLayout(base, applied.personal).nodes).map(({ id, place }) => ({ id, place }));
}

describe('arrangeNode', () => {
  it('saves what is seen: merging the changes gives the very layout that was shown', () => {
    for (let seed = 1; seed <= 1000; seed += 1) {
      const random = createRandom(seed);
      const base = randomBase(random).map((node) => ({ ...node, locks: [] }));
      if (base.length === 0) continue;
      const nodes = mergeLayout(base, { nodes: {} }).nodes;
      const { nodes: seen, changes } = arrangeNode(nodes, random.pick(base).id, randomPlace(random));
      expect({ seed, shown: shownAfter(nodes, changes) }).toEqual({
        seed,
        shown: seen.map(({ id, place }) => ({ id, place })),
      });
    }
  });

  it('makes only acts that the locks allow, whatever is pinned', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = createRandom(seed);
      const base = randomBase(random);
      const free = base.filter((node) => !node.locks.includes('resize'));
      const target = free[0];
      if (!target) continue;
      const wanted: Place = target.locks.includes('move')
        ? { ...target.place, rows: 9 }
        : randomPlace(random);
      const { changes } = arrangeNode(mergeLayout(base, { nodes: {} }).nodes, target.id, wanted);
      const { errors } = applyChanges({ nodes: {} }, changes, base);
      expect({ seed, errors }).toEqual({ seed, errors: [] });
    }
  });

  it('leaves windows alone that need not move', () => {
    const nodes = [node('a', 0, 0), node('b', 0, 4), node('c', 6, 0)];
    const { changes } = arrangeNode(nodes, 'b', { column: 0, row: 0, columns: 6, rows: 4 });
    expect(changes.map((change) => change.nodeId).toSorted()).toEqual(['a', 'b']);
    expect(arrangeNode(nodes, 'nobody', { column: 0, row: 0, columns: 6, rows: 4 }).changes).toEqual([]);
  });
});

describe('stepPlace', () => {
  const nodes = [node('a', 0, 0), node('b', 0, 4), node('c', 6, 0)];
  const press = (id: string, direction: 'left' | 'right' | 'up' | 'down') => {
    const place = stepPlace(nodes, id, direction);
    return place && arrangeNode(nodes, id, place).nodes;
  };

  it('takes a window below the next one and above it again', () => {
    const down = press('a', 'down');
    expect(down?.filter(({ place }) => place.column === 0).map(({ id }) => id)).toEqual(['b', 'a']);
    const up = press('b', 'up');
    expect(up?.filter(({ place }) => place.column === 0).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('moves a column to the side and stops at the edge of the page', () => {
    const right = press('a', 'right')?.find(({ id }) => id === 'a');
    expect(right && isSamePlace(right.place, { column: 1, row: 0, columns: 6, rows: 4 })).toBe(true);
    expect(stepPlace(nodes, 'a', 'left')).toBeUndefined();
    expect(stepPlace(nodes, 'a', 'up')).toBeUndefined();
    expect(stepPlace(nodes, 'b', 'down')).toBeUndefined();
  });
});
