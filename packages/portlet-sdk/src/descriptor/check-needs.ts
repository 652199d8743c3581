import semver from 'semver';

/** A shared package that does not fit. */
export type NeedMisfit = {
  readonly name: string;
  /** Range that the portlet was built for. */
  readonly range: string;
  /** Version that the shell shares; null when it shares no such package. */
  readonly version: string | null;
};

/**
 * Compares what a release needs with what a shell shares, before any of its code is loaded.
 *
 * @param needs shared packages and the ranges the release was built for (`build.needs`)
 * @param shared shared packages and their versions
 * @returns every package that is missing or outside of its range; empty when the release runs on this shell
 */
export function checkNeeds(
  needs: Readonly<Record<string, string>>,
  shared: Readonly<Record<string, string>>,
): NeedMisfit[] {
  return Object.entries(needs).flatMap(([name, range]) => {
    const version = Object.hasOwn(shared, name) ? (shared[name] ?? null) : null;
    return version !== null && semver.satisfies(version, range) ? [] : [{ name, range, version }];
  });
}
