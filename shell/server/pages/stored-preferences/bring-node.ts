import { isDeepStrictEqual } from 'node:util';
import { type JsonValue, migratePreferences } from '@yimen/portlet-sdk/descriptor';
import type { AdjustedPreference, PersonalNode } from '@yimen/shell-contract';
import semver from 'semver';
import type { LiveRelease } from '../../registry/live-release.ts';

type Values = Readonly<Record<string, JsonValue>>;
type Stored = { preferences: Values; storedBy: string | undefined };
type Release = Pick<LiveRelease, 'version' | 'descriptor'>;

/** What was stored without a version was stored before releases could declare steps. */
const BEFORE_ALL = '0.0.0-0';

/**
 * A person's window as the release that she gets reads its preferences. Values that do not fit stay among them as they
 * were stored: merging puts them into her tray.
 */
export function bringNode(
  node: PersonalNode,
  release: Release,
): { node: PersonalNode; isSame: boolean; adjusted: Record<string, AdjustedPreference> } {
  if (!node.preferences) return { node, isSame: true, adjusted: {} };
  const stored = storedFor(node, node.preferences, release.version);
  const { values, rejected } = migratePreferences(release.descriptor, stored.preferences, stored.storedBy);
  const kept = Object.fromEntries(rejected.map(({ name, value }) => [name, value]));
  const preferences = { ...kept, ...values };
  return {
    node: { ...node, preferences },
    isSame: isDeepStrictEqual(preferences, node.preferences),
    adjusted: adjustmentsOf(release, stored),
  };
}

/**
 * The same, to be stored: what was stored before stays with the version that it was for, so that an earlier release
 * that comes back finds it (I5).
 */
export function commitNode(node: PersonalNode, release: Release): PersonalNode {
  if (!node.preferences) return { ...node, preferencesOf: release.version };
  const { node: brought, isSame } = bringNode(node, release);
  const version = node.preferencesOf ?? BEFORE_ALL;
  const others = (node.earlierPreferences ?? []).filter((set) => set.version !== version);
  const earlier = isSame ? node.earlierPreferences : [{ version, preferences: node.preferences }, ...others];
  return {
    ...brought,
    preferencesOf: release.version,
    ...(earlier && { earlierPreferences: earlier }),
  };
}

/** The newest set, or after a rollback the newest that the earlier release can have stored. */
function storedFor(node: PersonalNode, preferences: Values, version: string): Stored {
  const latest: Stored = { preferences, storedBy: node.preferencesOf };
  if (semver.lte(node.preferencesOf ?? BEFORE_ALL, version)) return latest;
  const [earlier] = (node.earlierPreferences ?? [])
    .filter((set) => semver.lte(set.version, version))
    .toSorted((a, b) => semver.rcompare(a.version, b.version));
  return earlier ? { preferences: earlier.preferences, storedBy: earlier.version } : latest;
}

/** Values that this release reads otherwise than they were stored, by their names in it. */
function adjustmentsOf({ descriptor, version }: Release, { preferences, storedBy = BEFORE_ALL }: Stored) {
  const adjusted: Record<string, AdjustedPreference> = {};
  if (!semver.lt(storedBy, version)) return adjusted;
  for (const [before, value] of Object.entries(preferences)) {
    const alone = Object.entries(migratePreferences(descriptor, { [before]: value }, storedBy).values);
    for (const [name, after] of alone) {
      // "10" and 10 are the same to her.
      if (name !== before || String(after) !== String(value)) {
        adjusted[name] = { name: before, before: value, after };
      }
    }
  }
  return adjusted;
}
