import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { portletProjects } from '../src/build/build-targets.ts';
import { posts, roles, units } from '../src/demonstration/organisation.ts';
import { pages } from '../src/demonstration/pages.ts';
import { isOneOfThree, namedAccounts, people } from '../src/demonstration/people.ts';
import { personRecord } from '../src/demonstration/person-record.ts';
import { root } from '../src/paths.ts';

const three = ['system-administrator', 'security-administrator', 'audit-administrator'];
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe('the demonstration organisation', () => {
  it('has about 40 people over at least 6 posts, everybody in a unit, post and roles that exist', () => {
    expect(people.length).toBeGreaterThanOrEqual(40);
    expect(new Set(ids(people)).size).toBe(people.length);
    expect(new Set(people.map(({ postId }) => postId)).size).toBeGreaterThanOrEqual(6);
    for (const { unitId, postId, roles: own } of people) {
      expect(ids(units)).toContain(unitId);
      expect(ids(posts)).toContain(postId);
      for (const role of own) expect([...ids(roles), ...three]).toContain(role);
    }
  });

  it('has one account for each of the three administrators, and they hold nothing beside it', () => {
    const administrators = people.filter(isOneOfThree);
    expect(administrators.map(({ roles: own }) => own.slice().sort())).toEqual(
      three.map((role) => [role, 'staff'].sort()),
    );
  });

  it('lists parents before their children', () => {
    const seen = new Set<string>();
    for (const { id, parentId } of units) {
      if (parentId !== null) expect(seen).toContain(parentId);
      seen.add(id);
    }
  });

  it('names accounts that exist, one of them an administrator', () => {
    for (const { id } of namedAccounts) expect(ids(people)).toContain(id);
    expect(people.find(({ id }) => id === 'admin')?.roles).toContain('administrator');
  });

  it('gives nobody a telephone number or address that could be real', () => {
    const records = people.map((person, index) => personRecord(person, index));
    for (const record of records) {
      expect(record.officePhone).toMatch(/^000-\d{8}$/);
      // Mobile numbers in China begin with 13 to 19.
      expect(record.mobilePhone).toMatch(/^100\d{8}$/);
      expect(record.email).toMatch(/\.example$/);
    }
    expect(new Set(records.map(({ mobilePhone }) => mobilePhone)).size).toBe(people.length);
  });
});

describe('the demonstration pages', () => {
  it.each(pages)('$slug: windows stand in 12 columns without covering each other', ({ nodes, audience }) => {
    expect(new Set(ids(nodes)).size).toBe(nodes.length);
    const cells = nodes.flatMap(({ id, place: { column, row, columns, rows } }) => {
      expect(column + columns, id).toBeLessThanOrEqual(12);
      return Array.from(
        { length: columns * rows },
        (_, cell) => `${column + (cell % columns)},${row + Math.floor(cell / columns)}`,
      );
    });
    expect(new Set(cells).size).toBe(cells.length);
    for (const unit of audience.units) expect(ids(units)).toContain(unit);
    for (const post of audience.posts) expect(ids(posts)).toContain(post);
    for (const role of audience.roles) expect([...ids(roles), ...three]).toContain(role);
  });

  it.each(pages)(
    '$slug: every window is a portlet of this checkout and has the room it needs',
    ({ nodes }) => {
      const descriptors = new Map(
        portletProjects().map((folder) => {
          const text = readFileSync(join(root, folder, 'portlet.json'), 'utf8');
          const { name, size } = JSON.parse(text) as {
            name: string;
            size: { minColumns: number; minRows: number };
          };
          return [name, size];
        }),
      );
      for (const { portlet, place } of nodes) {
        expect([...descriptors.keys()]).toContain(portlet);
        expect(place.columns, portlet).toBeGreaterThanOrEqual(descriptors.get(portlet)?.minColumns ?? 1);
        expect(place.rows, portlet).toBeGreaterThanOrEqual(descriptors.get(portlet)?.minRows ?? 1);
      }
    },
  );

  it('are addresses of their own', () => {
    expect(new Set(pages.map(({ slug }) => slug)).size).toBe(pages.length);
  });
});
