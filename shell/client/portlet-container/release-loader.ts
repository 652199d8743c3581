import type { PortletDescriptor } from '@yimen/portlet-sdk';
import { isProblem, type ProblemError, problem } from '@yimen/problem';
import type { Budgets, HeldRelease } from '@yimen/shell-contract';
import { timeBudgets } from './budgets/bounded-reads.ts';
import type { Federation, LoadedRelease, ReleaseCode } from './federation.ts';
import { fitsRange } from './version-range.ts';

/** A live release as the portal server describes it. */
export type PortletRelease = ReleaseCode & {
  readonly descriptor: PortletDescriptor;
  readonly needs: Readonly<Record<string, string>>;
  /** What it may use up, as the portal decided. */
  readonly budgets?: Budgets | undefined;
  /** Why its code is not to be loaded now. */
  readonly held?: HeldRelease | undefined;
};

/** Loads releases for windows. */
export type ReleaseLoader = {
  /** Rejects with a ProblemError: `portlet-incompatible`, `portlet-load-timeout`, `portlet-load-failed`. */
  load(release: PortletRelease): Promise<LoadedRelease>;
  /**
   * Forgets all other releases but those that are loading: a page that stays open for weeks sees many. The browser keeps
   * their modules.
   *
   * @returns what it keeps
   */
  keepOnly(releases: readonly PortletRelease[]): readonly PortletRelease[];
};

type Loading = {
  readonly release: PortletRelease;
  readonly attempt: number;
  readonly result: Promise<LoadedRelease>;
  isDone: boolean;
};

/**
 * Loads each release once for all of its windows. What fails or hangs is forgotten, so that the next `load` tries
 * again under a fresh address.
 */
export function createReleaseLoader(
  federation: Federation,
  shared: Readonly<Record<string, string>>,
): ReleaseLoader {
  const loadings = new Map<string, Loading>();
  const attempts = new Map<string, number>();

  function start(release: PortletRelease, key: string): Loading {
    const known = loadings.get(key);
    if (known) return known;
    const attempt = attempts.get(key) ?? 0;
    attempts.set(key, attempt + 1);
    const loading: Loading = { release, attempt, result: federation.load(release, attempt), isDone: false };
    const done = () => {
      loading.isDone = true;
    };
    // The windows handle the rejection; without a handler of its own it would count as unhandled after a timeout.
    loading.result.then(done, () => undefined);
    loadings.set(key, loading);
    return loading;
  }

  return {
    async load(release) {
      const misfits = findMisfits(release, shared);
      if (misfits.length > 0) throw problem('portlet-incompatible', { detail: misfits.join('; ') });
      const key = keyOf(release);
      const loading = start(release, key);
      try {
        return await withBudget(loading.result, timeBudgets(release).load);
      } catch (error) {
        if (loadings.get(key) === loading) loadings.delete(key);
        throw toLoadProblem(error, release);
      }
    },
    keepOnly(releases) {
      const kept = new Set(releases.map(keyOf));
      for (const [key, { attempt, isDone }] of loadings) {
        if (kept.has(key) || !isDone) continue;
        loadings.delete(key);
        // Should it be wanted again, the address that succeeded is in the browser's module map.
        if (attempt === 0) attempts.delete(key);
        else attempts.set(key, attempt);
      }
      return [...releases, ...[...loadings.values()].map(({ release }) => release)];
    },
  };
}

function keyOf({ name, version, entry }: PortletRelease): string {
  return `${name}@${version} ${entry}`;
}

function findMisfits(release: PortletRelease, shared: Readonly<Record<string, string>>): string[] {
  const needs = { '@yimen/portlet-sdk': release.descriptor.sdk, ...release.needs };
  return Object.entries(needs)
    .filter(([name, range]) => !fitsRange(shared[name] ?? '', range))
    .map(([name, range]) => `needs ${name} ${range}, the portal has ${shared[name] ?? 'none'}`);
}

/** Rejects with `portlet-load-timeout` when the promise has not settled in time. A hung import never does. */
export async function withBudget<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(problem('portlet-load-timeout', { detail: `no answer within ${milliseconds} ms` })),
    milliseconds,
  );
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function toLoadProblem(error: unknown, release: PortletRelease): ProblemError {
  if (isProblem(error)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return problem('portlet-load-failed', {
    detail: `${release.name} ${release.version}: ${reason}`,
    cause: error,
  });
}
