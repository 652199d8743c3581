import type { Bus } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import type { Breaker, BreakerAct, BreakerState, HeldRelease, WindowFigure } from '@yimen/shell-contract';
import { isFailed } from '../figures/figure-rows.ts';
import { cachedRead } from '../stores/cached-read.ts';
import type { BreakerConfig } from './breaker-config.ts';
import type { BreakerRow, BreakerStore } from './breaker-store.ts';
import { createRecentOutcomes, type Tally } from './recent-outcomes.ts';

/** How long a trial of a half-open breaker takes: meanwhile nobody else gets the code. */
const TRIAL_MS = 10_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** A breaker for each release: open, its code is not given out any more. */
export type Breakers = {
  /** Why the code of a release is not given out now; null: it is. A half-open breaker gives it to one load at a time. */
  verdict(portlet: string, version: string): Promise<HeldRelease | null>;
  /** How a window fared, as its page reported. */
  report(figure: WindowFigure, person: string): Promise<void>;
  /** Every breaker that has ever opened or been held, open ones first. */
  list(): Promise<Breaker[]>;
  act(release: { portlet: string; version: string }, act: BreakerAct, by: string): Promise<Breaker>;
  close(): void;
};

type Parts = {
  bus: Bus;
  store: BreakerStore;
  clock: () => number;
  log: Log;
  config: BreakerConfig;
};

export function createBreakers({ bus, store, clock, log, config }: Parts): Breakers {
  const load = async () => new Map((await store.all()).map((row) => [keyOf(row), row]));
  const rows = cachedRead({ bus, topic: 'portal-breakers', load });
  const outcomes = createRecentOutcomes({ clock, seconds: config.breakerSeconds });
  const trials = new Map<string, number>();

  async function save(row: BreakerRow, event: string): Promise<void> {
    await store.save(row);
    await rows.changed();
    const { portlet, version, people, changed_by: by } = row;
    log.info(event, { portlet, version, people, failedPeople: row.failed_people, by });
  }

  async function open(row: BreakerRow, tally: Tally, pause: number): Promise<void> {
    const now = clock();
    outcomes.forget(keyOf(row));
    trials.delete(keyOf(row));
    await save(
      {
        ...row,
        ...{ is_open: true, opened_at: row.opened_at ?? now, retry_at: now + pause, pause_ms: pause },
        ...{ failed_people: tally.failedPeople, people: tally.people, errors_json: { ...tally.errors } },
        ...{ changed_at: now, changed_by: null },
      },
      'release-breaker-opened',
    );
  }

  /** What a trial of a half-open breaker showed. */
  async function judgeTrial(row: BreakerRow, figure: WindowFigure, tally: Tally): Promise<void> {
    if (clock() < (row.retry_at ?? 0)) return;
    if (isFailed(figure)) await open(row, tally, Math.min(row.pause_ms * 2, LONGEST_PAUSE_MS));
    else if (figure.phases.mounted !== undefined) {
      outcomes.forget(keyOf(row));
      await save(closed(row, clock(), null), 'release-breaker-closed');
    }
  }

  return {
    async verdict(portlet, version) {
      const row = (await rows.get()).get(keyOf({ portlet, version }));
      if (!row || row.hold === 'closed') return null;
      const since = row.opened_at ?? row.changed_at;
      if (row.hold === 'open') return { reason: 'administrator', since, retryAt: null };
      if (!row.is_open) return null;
      const now = clock();
      const next = Math.max(row.retry_at ?? 0, (trials.get(keyOf(row)) ?? 0) + TRIAL_MS);
      if (now < next) return { reason: 'breaker', since, retryAt: next };
      trials.set(keyOf(row), now);
      return null;
    },

    async report(figure, person) {
      const { portlet, version } = figure;
      const hasFailed = isFailed(figure);
      if (!hasFailed && figure.phases.mounted === undefined) return;
      const release = { portlet, version };
      const row = (await rows.get()).get(keyOf(release)) ?? newRow(release, clock());
      const tally = outcomes.add(keyOf(release), { person, hasFailed, errors: figure.errors });
      if (row.hold !== null) return;
      if (row.is_open) return await judgeTrial(row, figure, tally);
      const isBad =
        config.breakerPeople > 0 &&
        tally.failedPeople >= config.breakerPeople &&
        tally.failedPeople >= tally.people * config.breakerShare;
      if (isBad) await open(row, tally, config.breakerPause * 1000);
    },

    async list() {
      const now = clock();
      const all = [...(await rows.get()).values()].map((row) => present(row, now));
      return all.sort(
        (a, b) => Number(a.state === 'closed') - Number(b.state === 'closed') || b.changedAt - a.changedAt,
      );
    },

    async act(release, act, by) {
      const now = clock();
      const known = (await rows.get()).get(keyOf(release)) ?? newRow(release, now);
      const next = acted(known, act, now, by);
      outcomes.forget(keyOf(release));
      await save(next, `release-breaker-${act}`);
      return present(next, now);
    },

    close: rows.close,
  };
}

function acted(row: BreakerRow, act: BreakerAct, now: number, by: string): BreakerRow {
  const changed = { ...row, changed_at: now, changed_by: by };
  if (act === 'close') return closed({ ...changed, hold: null }, now, by);
  if (act === 'hold-open') return { ...changed, hold: 'open', opened_at: row.opened_at ?? now };
  if (act === 'hold-closed') return closed({ ...changed, hold: 'closed' }, now, by);
  return row.is_open ? { ...changed, hold: null } : closed({ ...changed, hold: null }, now, by);
}

function closed(row: BreakerRow, now: number, by: string | null): BreakerRow {
  return {
    ...row,
    ...{ is_open: false, opened_at: null, retry_at: null, pause_ms: 0 },
    ...{ changed_at: now, changed_by: by },
  };
}

function newRow({ portlet, version }: { portlet: string; version: string }, now: number): BreakerRow {
  return {
    ...{ portlet, version, is_open: false, hold: null, opened_at: null, retry_at: null, pause_ms: 0 },
    ...{ failed_people: 0, people: 0, errors_json: {}, changed_at: now, changed_by: null },
  };
}

function keyOf({ portlet, version }: { portlet: string; version: string }): string {
  return `${portlet} ${version}`;
}

function present(row: BreakerRow, now: number): Breaker {
  const { portlet, version, hold, people } = row;
  return {
    ...{ portlet, version, hold, people, state: stateOf(row, now), failedPeople: row.failed_people },
    ...{ openedAt: row.opened_at, retryAt: hold === null ? row.retry_at : null, errors: row.errors_json },
    ...{ changedAt: row.changed_at, changedBy: row.changed_by },
  };
}

function stateOf(row: BreakerRow, now: number): BreakerState {
  if (row.hold !== null) return row.hold;
  if (!row.is_open) return 'closed';
  return now >= (row.retry_at ?? 0) ? 'half-open' : 'open';
}
