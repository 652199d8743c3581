import semver from 'semver';
import type { BuiltRange } from './runtime/share-scope.ts';

/**
 * Takes a version range apart, so that a container needs no parser.
 *
 * @param range a range of npm's grammar
 * @returns its alternatives, each a list of comparisons
 * @throws TypeError when it is not a range
 */
export function buildRange(range: string): BuiltRange {
  return new semver.Range(range).set.map((comparators) =>
    comparators.flatMap(({ operator, semver: version }) =>
      // "*" has no version to compare with.
      version instanceof semver.SemVer
        ? [[operator === '' ? '=' : operator, version.major, version.minor, version.patch] as const]
        : [],
    ),
  );
}
