import { availableParallelism } from 'node:os';
import type { ReleaseReport, ReportCase } from '@yimen/portlet-sdk/release';
import { type Browser, chromium } from 'playwright-core';
import kitPackage from '../package.json' with { type: 'json' };
import { chromiumOptions, findChromium } from './browser/chromium.ts';
import { allCases } from './cases/all-cases.ts';
import { CaseFailure, type KitCase, NotApplicable, type Subject } from './cases/kit-case.ts';
import { hostBundle } from './host/host-bundle.ts';
import { startHostServer } from './host/host-server.ts';
import { readReleaseFolder } from './release/release-folder.ts';
import { completeSamples, type SampleFile } from './samples/samples.ts';
import { openStage, type Stage, type StageParts } from './stage/stage.ts';
import { type Visits, visit } from './stage/visit.ts';

/** Settings of {@link runKit}. */
export type KitOptions = {
  /** Folder with `release.json`: what `yimen build` or another producer wrote. */
  readonly release: string;
  /** What the team gives to test with, see `readSampleFile`. */
  readonly samples?: SampleFile;
  /** A browser that runs already; it stays open. One is started, and installed when there is none. */
  readonly browser?: Browser;
  /** Which cases; all unless said. */
  readonly isWanted?: (one: KitCase) => boolean;
  /** Told of each outcome in the order of the cases. */
  readonly onOutcome?: (outcome: ReportCase, one: KitCase) => void;
  /** Ends the run: browser and server are closed, and `runKit` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
};

/** No case takes longer. */
const caseLimit = 60_000;

/** Cases that run at once: half of the time of a case is waiting, for frames, slow services, a page to stand still. */
const lanes = Math.min(4, availableParallelism() + 1);

/**
 * Runs a built release through every case in a real browser, on a page with the shell's own portlet container.
 *
 * @param options the release, sample data, the browser
 * @returns the report; it passed when no case failed
 * @throws Error when the release cannot be read, or no browser can be had; TypeError for sample data with mistakes; the
 *   signal's reason
 */
export async function runKit(options: KitOptions): Promise<ReleaseReport> {
  const startedAt = Date.now();
  const release = readReleaseFolder(options.release);
  const samples = completeSamples(release.descriptor, options.samples ?? {});
  const server = await startHostServer({ release, samples, bundle: await hostBundle() });
  const browser =
    options.browser ??
    (await startBrowser(options.signal).catch(async (error: unknown) => {
      await server.close();
      throw error;
    }));
  const contexts: StageParts['contexts'] = new Map();
  const parts = { browser, server, release, samples, contexts };
  const cases: ReportCase[] = [];
  try {
    cases.push(...(await unlessAborted(runCases(parts, options), options.signal)));
  } finally {
    if (options.browser) for (const context of contexts.values()) await (await context).close();
    else await browser.close();
    await server.close();
  }
  return {
    kit: 'portlet-tck',
    kitVersion: kitPackage.version,
    portlet: release.descriptor.name,
    version: release.descriptor.version,
    manifestSha384: release.manifestSha384,
    startedAt,
    durationMs: Date.now() - startedAt,
    cases,
  };
}

/** Runs the wanted cases, several at once; outcomes are told in the order of the cases. */
async function runCases(parts: StageParts, { isWanted = () => true, onOutcome, signal }: KitOptions) {
  const wanted = allCases.filter(isWanted);
  const visits: Visits = new Map();
  const outcomes: ReportCase[] = [];
  let next = 0;
  let told = 0;
  let missing: KitCase | undefined;
  let telling = Promise.resolve();
  const tell = async () => {
    for (let ready = outcomes[told]; ready && !signal?.aborted; ready = outcomes[told]) {
      const one = wanted[told] as KitCase;
      const outcome = withGround(ready, missing);
      outcomes[told] = outcome;
      told += 1;
      onOutcome?.(outcome, one);
      if (one.isGround && outcome.outcome === 'failed' && !(await isShown(parts, visits))) missing ??= one;
    }
  };
  const lane = async () => {
    for (let at = next++; at < wanted.length && !signal?.aborted; at = next++) {
      outcomes[at] = await runCase(wanted[at] as KitCase, parts, visits);
      // One after another, for what is told depends on what was.
      telling = telling.then(tell);
      await telling;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return outcomes;
}

/** Nothing of the portlet is there: what the other cases saw is what the shell shows instead. */
function withGround(outcome: ReportCase, missing: KitCase | undefined): ReportCase {
  if (!missing || outcome.outcome !== 'failed') return outcome;
  const { id, title } = outcome;
  return {
    id,
    title,
    outcome: 'skipped',
    detail: `the portlet is not shown, see [${missing.id}] ${missing.title}`,
  };
}

async function isShown(parts: StageParts, visits: Visits): Promise<boolean> {
  return (await visit(parts, visits, { service: 'data' })).state.status === 'ready';
}

/** With a signal it is the caller who hears of SIGINT and the like, and ends the run; else Playwright ends the browser. */
async function startBrowser(signal: AbortSignal | undefined): Promise<Browser> {
  const found = await findChromium(process.env);
  signal?.throwIfAborted();
  const isOurs = signal === undefined;
  return chromium.launch({
    ...chromiumOptions({ ...process.env, YIMEN_CHROMIUM: found }),
    ...{ handleSIGINT: isOurs, handleSIGTERM: isOurs, handleSIGHUP: isOurs },
  });
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const aborted = Promise.withResolvers<never>();
  const end = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

async function runCase(one: KitCase, parts: StageParts, visits: Visits): Promise<ReportCase> {
  const stages: Stage[] = [];
  const subject: Subject = {
    release: parts.release,
    samples: parts.samples,
    visit: (options) => visit(parts, visits, options),
    async stage(options) {
      const stage = await openStage(parts, options);
      stages.push(stage);
      return stage;
    },
  };
  const { id, title } = one;
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => limit.reject(new CaseFailure(`it did not end within ${caseLimit / 1000} s`)),
    caseLimit,
  );
  try {
    await Promise.race([Promise.resolve(one.run(subject)), limit.promise]);
    return { id, title, outcome: 'passed' };
  } catch (error) {
    if (error instanceof NotApplicable) return { id, title, outcome: 'skipped', detail: error.message };
    const detail = error instanceof Error ? error.message : String(error);
    return { id, title, outcome: 'failed', detail: `${detail.slice(0, 3_000)}. ${one.mend}` };
  } finally {
    clearTimeout(timer);
    for (const stage of stages) await stage.close().catch(() => undefined);
  }
}
