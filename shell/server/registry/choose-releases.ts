import semver from 'semver';
import type { Viewer } from '../session/viewer.ts';
import type { MaintenanceRow } from '../stores/maintenance-store.ts';
import type { ReleaseWithPublisher } from '../stores/release-store.ts';
import { type LiveRelease, type LiveReleases, liveReleaseOf } from './live-release.ts';

/** What decides which release a person gets. */
export type Person = Pick<Viewer, 'sub' | 'roles' | 'unitIds' | 'post'>;

/** Whether a person gets a canary release instead of the live one; the same answer for as long as nobody changes it. */
export type CanaryChoice = (canary: LiveRelease, person: Person) => boolean;

/** Releases by what people get of them, portlets by name. */
export type SortedReleases = {
  /** Of each portlet the highest version that is live. */
  live: LiveReleases;
  /** Every version that is live: the lower ones are what open pages may still run, and what a rollback goes back to. */
  liveVersions: ReadonlyMap<string, ReadonlySet<string>>;
  /** Canary releases that are above the live one, highest first. */
  canary: ReadonlyMap<string, readonly LiveRelease[]>;
};

/** Sorts all releases of all portlets. `planned` are the maintenance windows, now or ahead. */
export function sortReleases(
  rows: readonly ReleaseWithPublisher[],
  planned: readonly MaintenanceRow[],
): SortedReleases {
  const byName = [...Map.groupBy(rows, (row) => row.portlet)].sort(([a], [b]) => (a < b ? -1 : 1));
  const live = new Map<string, LiveRelease>();
  const liveVersions = new Map<string, Set<string>>();
  const canary = new Map<string, LiveRelease[]>();
  for (const [name, releases] of byName) {
    const sorted = releases.toSorted((a, b) => semver.rcompare(a.version, b.version));
    const lives = sorted.filter((row) => row.state === 'live');
    const [highest] = lives;
    if (highest) live.set(name, liveReleaseOf(highest, planned));
    liveVersions.set(name, new Set(lives.map((row) => row.version)));
    const above = sorted.filter(
      (row) => row.state === 'canary' && (!highest || semver.gt(row.version, highest.version)),
    );
    if (above.length > 0)
      canary.set(
        name,
        above.map((row) => liveReleaseOf(row, planned)),
      );
  }
  return { live, liveVersions, canary };
}

/** Of every portlet the release that one person gets. */
export function chooseReleases(sorted: SortedReleases, isChosen: CanaryChoice, person: Person): LiveReleases {
  const chosen = new Map(sorted.live);
  for (const [name, candidates] of sorted.canary) {
    const canary = candidates.find((candidate) => isChosen(candidate, person));
    if (canary) chosen.set(name, canary);
  }
  return chosen;
}
