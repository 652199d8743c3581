import type { LayoutChange, LayoutNode, Lock, PersonalLayout, PersonalNode, Place } from '../src/index.ts';
import { applyChange, type PortletRules } from '../src/layout/index.ts';

/** Deterministic random numbers (mulberry32), so that a failure can be repeated by its seed. */
export function createRandom(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => {
    const value = list[below(list.length)];
    if (value === undefined) throw new RangeError('nothing to pick from');
    return value;
  };
  return { below, pick, chance: (p: number) => next() < p };
}

export type Random = ReturnType<typeof createRandom>;

const LOCKS: Lock[] = ['move', 'resize', 'remove', 'configure'];
const PORTLETS = ['todo', 'notices', 'budget', 'gone', 'secret'];
const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const OWN_IDS = ['x', 'y', 'z', 'a'];

export function randomPlace(random: Random): Place {
  const columns = 1 + random.below(12);
  return { columns, column: random.below(13 - columns), row: random.below(20), rows: 1 + random.below(8) };
}

export function randomBase(random: Random): LayoutNode[] {
  return IDS.filter(() => random.chance(0.7)).map(
    (id): LayoutNode => ({
      id,
      portlet: random.pick(PORTLETS),
      place: randomPlace(random),
      preferences: random.chance(0.5) ? { size: 1 } : ({} as LayoutNode['preferences']),
      locks: LOCKS.filter(() => random.chance(0.2)),
    }),
  );
}

export function randomChange(random: Random): LayoutChange {
  const nodeId = random.pick([...IDS, ...OWN_IDS]);
  switch (random.below(8)) {
    case 0:
      return { op: 'place', nodeId, place: randomPlace(random) };
    case 1:
      return { op: 'hide', nodeId };
    case 2:
      return { op: 'show', nodeId };
    case 3:
      return { op: 'minimize', nodeId, isMinimized: random.chance(0.7) };
    case 4:
      return { op: 'rename', nodeId, title: random.chance(0.8) ? `名称${random.below(9)}` : null };
    case 5:
      return {
        op: 'configure',
        nodeId,
        preferences: { [random.pick(['size', 'bad', 'colour'])]: random.below(9) },
      };
    case 6:
      return { op: 'add', nodeId, portlet: random.pick(PORTLETS), place: randomPlace(random) };
    default:
      return { op: 'remove', nodeId };
  }
}

/** A person's layout as some acts on some pages have made it. */
export function randomPersonal(random: Random): PersonalLayout {
  let personal: PersonalLayout = { nodes: {} };
  for (let act = 0; act < 25; act += 1) {
    personal = applyChange(personal, randomChange(random), randomBase(random)).personal;
  }
  return personal;
}

/** A registry in which `gone` has no release, `secret` is forbidden, and the preference `bad` does not exist. */
export const strictRules: PortletRules = {
  status: (portlet) => (portlet === 'gone' ? 'missing' : portlet === 'secret' ? 'forbidden' : 'usable'),
  preferenceErrors: (_portlet, preferences) =>
    'bad' in preferences ? [{ pointer: '/bad', detail: 'there is no preference "bad"' }] : [],
};

/** Every single value of a person's change of a node, as `place`, `title`, `preferences.size`, … */
export function valuesOf(change: PersonalNode): Map<string, string> {
  const { preferences, ...rest } = change;
  return new Map(
    [
      ...Object.entries(rest),
      ...Object.entries(preferences ?? {}).map(([key, value]) => [`preferences.${key}`, value] as const),
    ].map(([key, value]) => [key, JSON.stringify(value)]),
  );
}
