import { isProblem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import type { FigureSummary, RolloutBudget } from '@yimen/shell-contract';
import semver from 'semver';
import type { PortalConfig } from '../config.ts';
import type { Figures } from '../figures/figures.ts';
import type { ReleaseCaller } from '../registry/states/release-caller.ts';
import type { ReleaseSteps } from '../registry/states/release-steps.ts';
import { whyWithheld } from '../registry/withheld.ts';
import type { ReleaseActStore } from '../stores/release-act-store.ts';
import type { ReleaseStore, ReleaseWithPublisher } from '../stores/release-store.ts';
import type { RolloutStore } from '../stores/rollout-store.ts';
import { defaultBudget } from './default-budget.ts';
import { overBudget } from './judge-release.ts';

type Parts = {
  releases: ReleaseStore;
  rollouts: RolloutStore;
  acts: ReleaseActStore;
  steps: ReleaseSteps;
  figures: Figures;
  config: Pick<
    PortalConfig,
    | 'rolloutInterval'
    | 'rolloutWatchHours'
    | 'rolloutErrorRate'
    | 'rolloutRequestFailureRate'
    | 'rolloutMinimumLoads'
  >;
  log: Log;
  clock: () => number;
};

/** A release that people have only had for a while. */
type Watched = {
  release: ReleaseWithPublisher;
  /** What people get when it is withdrawn. */
  before: ReleaseWithPublisher | undefined;
  budget: RolloutBudget;
  startedAt: number;
  /** It was withdrawn before: what it did then is not held against it. */
  isSecondAttempt: boolean;
};

const watcher: ReleaseCaller = { kind: 'portal', id: 'rollout', name: null, roles: [] };
const HOUR = 3_600_000;

/** Looks at new releases regularly, and withdraws those that are over their budget. */
export type RolloutWatch = {
  /** Looks once, now. */
  look(): Promise<void>;
  close(): void;
};

/**
 * Watches canary releases, and live ones for their first hours while there is an earlier live version to go back to. A
 * canary that is over its budget goes back to approved, a live one is retired; open pages hear of both. Any number of
 * processes may watch: the step of one makes that of the others a conflict.
 */
export function watchRollouts(parts: Parts): RolloutWatch {
  const { steps, figures, config, log } = parts;
  /** What was measured of earlier attempts when a release began anew; figures are kept by the hour. */
  const baselines = new Map<string, FigureSummary>();
  let running: Promise<void> | undefined;

  async function judge({ release, before, budget, startedAt, isSecondAttempt }: Watched): Promise<void> {
    const { portlet: name, version } = release;
    const key = `${name} ${version} ${startedAt}`;
    const now = await figures.of(name, version, { from: startedAt });
    if (isSecondAttempt && !baselines.has(key)) baselines.set(key, now);
    const measured = since(now, baselines.get(key));
    const earlier = before
      ? await figures.of(name, before.version, { from: startedAt - config.rolloutWatchHours * HOUR })
      : null;
    const reason = overBudget({ release: measured, before: earlier }, budget);
    if (reason === null) return;
    const to = release.state === 'canary' ? 'approved' : 'retired';
    await steps.take(watcher, { name, version }, { from: release.state, to, reason });
    log.warn('release-withdrawn', { portlet: name, version, to, reason });
  }

  async function lookAtAll(): Promise<void> {
    for (const watched of await watchedReleases(parts)) {
      await judge(watched).catch((error: unknown) => {
        // Another process, or a person, was quicker.
        if (!isProblem(error, 'conflict')) log.error('rollout-not-judged', { error });
      });
    }
  }

  const look = () => {
    running ??= lookAtAll().finally(() => {
      running = undefined;
    });
    return running;
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.error('rollouts-not-watched', { error }));
  }, config.rolloutInterval).unref();
  return { look, close: () => clearInterval(timer) };
}

async function watchedReleases(parts: Parts): Promise<Watched[]> {
  const [rows, rollouts] = await Promise.all([parts.releases.served(), parts.rollouts.all()]);
  const watched: Watched[] = [];
  for (const [portlet, releases] of Map.groupBy(
    rows.filter((row) => whyWithheld(row) === null),
    (row) => row.portlet,
  )) {
    const lives = releases
      .filter((row) => row.state === 'live')
      .toSorted((a, b) => semver.rcompare(a.version, b.version));
    const candidates = [
      ...releases.filter((row) => row.state === 'canary').map((release) => ({ release, before: lives[0] })),
      ...(lives[0] && lives[1] ? [{ release: lives[0], before: lives[1] }] : []),
    ];
    for (const candidate of candidates) {
      const { version } = candidate.release;
      const rollout = rollouts.find((row) => row.portlet === portlet && row.version === version);
      const start = await startOf(parts, candidate.release, rollout?.updated_at ?? 0);
      if (!start) continue;
      const budget = rollout?.budget_json ?? defaultBudget(parts.config);
      watched.push({ ...candidate, ...start, budget });
    }
  }
  return watched;
}

/** When people began to get a release; null when it is no longer new. */
async function startOf(
  { acts, config, clock }: Parts,
  { portlet, version, state, published_at }: ReleaseWithPublisher,
  changedAt: number,
): Promise<Pick<Watched, 'startedAt' | 'isSecondAttempt'> | null> {
  const done = await acts.ofRelease(portlet, version);
  const moved = done.findLast(({ to }) => to === state)?.at ?? published_at;
  const startedAt = state === 'canary' ? Math.max(moved, changedAt) : moved;
  if (state === 'live' && clock() - startedAt >= config.rolloutWatchHours * HOUR) return null;
  const isSecondAttempt = done.some(
    ({ from, to }) => (from === 'canary' || from === 'live') && to !== 'live' && to !== null,
  );
  return { startedAt, isSecondAttempt };
}

/** Figures without what was measured before. Percentiles are of the whole hours, so they count only when most is new. */
function since(now: FigureSummary, before: FigureSummary | undefined): FigureSummary {
  if (!before || (before.loads === 0 && before.requests === 0)) return now;
  const loads = now.loads - before.loads;
  const failedLoads = now.failedLoads - before.failedLoads;
  return {
    ...now,
    loads,
    failedLoads,
    errorRate: loads <= 0 ? 0 : Math.min(1, failedLoads / loads),
    requests: now.requests - before.requests,
    requestFailures: now.requestFailures - before.requestFailures,
    loadP95: before.loads > loads ? null : now.loadP95,
  };
}
