import { describeFinding, type ReleaseFinding } from '@yimen/portlet-sdk/release';
import { problem } from '@yimen/problem';
import semver from 'semver';
import { breaksOf } from './compare-release.ts';

/** A release that is about to be live at once. */
type AtOnce = { version: string; live: string | undefined; acceptBreaks: boolean };

/**
 * Whether a release that breaks others may be live at once, where nobody approves it: its publisher says so, and its
 * version says so to everybody else. Nobody gets a release below the live one, so that breaks nobody.
 *
 * @throws problem `release-breaks-users`
 */
export function assertBreaksAccepted(
  findings: readonly ReleaseFinding[],
  { version, live, acceptBreaks }: AtOnce,
): void {
  const breaks = breaksOf({ findings });
  if (breaks.length === 0 || live === undefined || semver.lte(version, live)) return;
  const isRaised = raisesMajor(live, version);
  if (acceptBreaks && isRaised) return;
  const wanted = isRaised
    ? 'publish it with acceptBreaks (yimen publish --accept-breaks) if that is meant'
    : `its version does not say so: ${live} → ${version}; raise the major version and publish it with acceptBreaks if that is meant`;
  throw breaksUsers(breaks, wanted);
}

/** The problem that names everything that breaks. */
export function breaksUsers(breaks: readonly ReleaseFinding[], detail: string): Error {
  const errors = breaks.map((one) => ({ pointer: '', detail: describeFinding(one, 'en-US') }));
  return problem('release-breaks-users', { detail, errors, findings: breaks });
}

// Semantic Versioning 2.0.0, 4: before 1.0.0 anything may change; by custom the minor version says it.
function raisesMajor(live: string, version: string): boolean {
  if (semver.major(version) !== semver.major(live)) return true;
  return semver.major(live) === 0 && semver.minor(version) > semver.minor(live);
}
