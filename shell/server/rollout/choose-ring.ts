import { createHash } from 'node:crypto';
import type { RolloutRings } from '@yimen/shell-contract';
import type { CanaryChoice, Person } from '../registry/choose-releases.ts';
import type { RolloutRow } from '../stores/rollout-store.ts';

/** Who gets which canary release, by what is stored. A release without a rollout reaches nobody. */
export function canaryChoice(rollouts: readonly RolloutRow[]): CanaryChoice {
  const rings = new Map(rollouts.map((row) => [keyOf(row.portlet, row.version), row.rings_json]));
  return ({ name, version }, person) => {
    const own = rings.get(keyOf(name, version));
    return own !== undefined && isWithin(own, person, keyOf(name, version));
  };
}

const keyOf = (portlet: string, version: string) => `${portlet}@${version}`;

/** Whether a person is in one of a release's rings. */
function isWithin({ units, roles, percent }: RolloutRings, person: Person, release: string): boolean {
  return (
    units.some((unit) => person.unitIds.includes(unit)) ||
    roles.some((role) => person.roles.includes(role)) ||
    shareOf(release, person.sub) < percent / 100
  );
}

/**
 * Where a person stands between 0 and 1 for a release. It depends on nothing else, so she gets the same answer in every
 * process and at every sign-in, and stays within a percentage that grows; another release has another order of people, so
 * that not always the same ones are the first.
 */
export function shareOf(release: string, sub: string): number {
  return createHash('sha256').update(`${release}\n${sub}`).digest().readUInt32BE(0) / 2 ** 32;
}
