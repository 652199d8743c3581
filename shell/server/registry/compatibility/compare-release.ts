import { checkNeeds, type PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { ReleaseComparison, ReleaseFinding } from '@yimen/portlet-sdk/release';
import { sharedVersions } from '@yimen/shell-contract/shared-versions';
import semver from 'semver';
import type { RegisteredServices } from '../../portlet-gateway/registered-services.ts';
import type { ReleaseStore } from '../../stores/release-store.ts';
import { liveReleaseOf } from '../live-release.ts';
import type { Registry } from '../registry.ts';
import { whyWithheld } from '../withheld.ts';
import { compareAccess } from './compare-access.ts';
import { compareEvents } from './compare-events.ts';
import { compareParameters } from './compare-parameters.ts';
import { comparePreferences } from './compare-preferences.ts';
import { compareWindows } from './compare-windows.ts';
import type { Compare } from './comparison.ts';
import { readPortletUse, type UseParts } from './read-portlet-use.ts';

/** What comparing needs. */
export type CompareParts = UseParts & {
  releases: ReleaseStore;
  registry: Registry;
  services: RegisteredServices;
  clock: () => number;
};

/** A release, stored or not. */
export type Candidate = { descriptor: PortletDescriptor; needs: Readonly<Record<string, string>> };

const sides: readonly Compare[] = [
  compareEvents,
  compareParameters,
  comparePreferences,
  compareWindows,
  compareAccess,
];
const ranks = ['breaks', 'warns', 'info'] as const;

/**
 * Compares a release with the one that people have now (and the canary that some have), with everything that uses the
 * portlet, and with this portal. Nothing is stored or changed.
 */
export async function compareRelease(parts: CompareParts, candidate: Candidate): Promise<ReleaseComparison> {
  const { descriptor: after } = candidate;
  const [use, live, rows, services] = await Promise.all([
    readPortletUse(parts, after.name),
    parts.registry.live(),
    parts.releases.ofPortlet(after.name),
    parts.services.get(),
  ]);
  const current = live.get(after.name);
  const canary = rows
    .filter((row) => row.state === 'canary' && whyWithheld(row) === null && row.version !== after.version)
    .map((row) => liveReleaseOf(row))
    .toSorted((a, b) => semver.rcompare(a.version, b.version))[0];
  const others = [current, canary].filter((one) => one !== undefined && one.version !== after.version);
  const findings = others.flatMap((other) => {
    if (!other) return [];
    const comparison = {
      ...{ before: other.descriptor, after, use, services: new Set(services.keys()) },
      descriptorOf: (name: string) => live.get(name)?.descriptor,
    };
    return sides.flatMap((compare) => compare(comparison));
  });
  const all = [
    ...needsUnmet(candidate, current !== undefined || use.pages.length > 0),
    ...notAbove(after.version, current?.version),
    ...findings,
  ];
  return {
    comparedAt: parts.clock(),
    findings: once(all).toSorted(worstFirst),
  };
}

/** The same order whatever order a database keeps members in. */
function worstFirst(a: ReleaseFinding, b: ReleaseFinding): number {
  const name = ({ kind, parameters }: ReleaseFinding) => `${kind} ${JSON.stringify(parameters)}`;
  return (
    ranks.indexOf(a.severity) - ranks.indexOf(b.severity) ||
    b.persons - a.persons ||
    (name(a) < name(b) ? -1 : 1)
  );
}

/** The findings that break something. */
export function breaksOf({ findings }: Pick<ReleaseComparison, 'findings'>): readonly ReleaseFinding[] {
  return findings.filter(({ severity }) => severity === 'breaks');
}

const ofPortal = { comparedWith: null, pages: [], portlets: [], persons: 0 };

/** Where nobody has the portlet yet, one that cannot be loaded breaks nothing. */
function needsUnmet({ descriptor, needs }: Candidate, isUsed: boolean): ReleaseFinding[] {
  // The range that the build wrote down for its own SDK is the narrower one; a frame has none.
  const wanted = { '@yimen/portlet-sdk': descriptor.sdk, ...needs };
  return checkNeeds(wanted, sharedVersions).map(({ name, range, version }) => ({
    ...{ ...ofPortal, severity: isUsed ? 'breaks' : 'warns', kind: 'needs-unmet' },
    parameters: { package: name, range, version: version ?? '—' },
  }));
}

function notAbove(version: string, live: string | undefined): ReleaseFinding[] {
  if (live === undefined || semver.gt(version, live)) return [];
  if (version === live) return [];
  return [{ ...ofPortal, severity: 'info', kind: 'not-above-live', parameters: { live } }];
}

/** The same finding against two releases is told once. */
function once(findings: readonly ReleaseFinding[]): ReleaseFinding[] {
  const key = ({ comparedWith: _comparedWith, ...finding }: ReleaseFinding) => JSON.stringify(finding);
  return [...new Map(findings.toReversed().map((one) => [key(one), one])).values()].reverse();
}
