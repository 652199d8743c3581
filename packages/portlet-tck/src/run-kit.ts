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
  /** Told of each outcome as it comes. */
  readonly onOutcome?: (outcome: ReportCase, one: KitCase) => void;
};

/** No case takes longer. */
const caseLimit = 30_000;

/**
 * Runs a built release through every case in a real browser, on a page with the shell's own portlet container.
 *
 * @param options the release, sample data, the browser
 * @returns the report; it passed when no case failed
 * @throws Error when the release cannot be read, or no browser can be had; TypeError for sample data with mistakes
 */
export async function runKit(options: KitOptions): Promise<ReleaseReport> {
  const startedAt = Date.now();
  const release = readReleaseFolder(options.release);
  const samples = completeSamples(release.descriptor, options.samples ?? {});
  const server = await startHostServer({ release, samples, bundle: await hostBundle() });
  const browser =
    options.browser ??
    (await startBrowser().catch(async (error: unknown) => {
      await server.close();
      throw error;
    }));
  const cases: ReportCase[] = [];
  const contexts: StageParts['contexts'] = new Map();
  try {
    for (const one of allCases.filter(options.isWanted ?? (() => true))) {
      const outcome = await runCase(one, { browser, server, release, samples, contexts });
      cases.push(outcome);
      options.onOutcome?.(outcome, one);
    }
  } finally {
    for (const context of contexts.values()) await (await context).close();
    if (!options.browser) await browser.close();
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

async function startBrowser(): Promise<Browser> {
  const found = await findChromium(process.env);
  return chromium.launch(chromiumOptions({ ...process.env, YIMEN_CHROMIUM: found }));
}

async function runCase(one: KitCase, parts: StageParts): Promise<ReportCase> {
  const stages: Stage[] = [];
  const subject: Subject = {
    release: parts.release,
    samples: parts.samples,
    missing: parts.server.missing,
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
