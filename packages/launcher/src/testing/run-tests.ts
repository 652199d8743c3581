import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '@yimen/portlet-tck/chromium';
import { buildAll } from '../build/build-all.ts';
import { cacheDir, root } from '../paths.ts';
import { checkPortlets, fewPortlets } from './check-portlets.ts';
import { runStep, type Step } from './run-step.ts';
import { playwrightCounts, type TestCounts, vitestCounts } from './test-counts.ts';

const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const reports = join(cacheDir, 'reports');
const vitestReport = join(reports, 'vitest.json');
const playwrightReport = join(reports, 'playwright.json');

type Outcome = TestCounts & { title: string };

/**
 * What npm test does after set-up: lint, types, build, unit and integration tests, browser tests. Every part runs, also
 * after one has failed; only browser tests need the build.
 *
 * @returns the process's exit code
 */
export async function runTests(env: NodeJS.ProcessEnv): Promise<number> {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const chromium = await findChromium(env, runStep);
  const outcomes = [
    await check({ title: 'biome check', command: bin('biome'), args: ['check', '.'] }),
    await check({ title: 'tsc --noEmit', command: bin('tsc'), args: ['--noEmit'] }),
  ];
  // Before vitest: one of its tests starts a whole Yimen, and two builds at once would write over each other.
  const built = await build();
  outcomes.push(built, await unitTests());
  if (built.failed === 0) {
    outcomes.push({ title: 'conformance kit', ...(await checkPortlets(fewPortlets)) });
  }
  outcomes.push(built.failed === 0 ? await browserTests(chromium, []) : skipped());
  return summarize(outcomes);
}

/** The browser tests alone; `args` go to Playwright. */
export async function runBrowserTests(env: NodeJS.ProcessEnv, args: string[]): Promise<number> {
  mkdirSync(reports, { recursive: true });
  const chromium = await findChromium(env, runStep);
  const built = await build();
  if (built.failed > 0) return summarize([built]);
  return summarize([await browserTests(chromium, args)]);
}

// A check is not a test: it counts only when it fails.
async function check(step: Step): Promise<Outcome> {
  const code = await runStep(step);
  return { title: step.title, passed: 0, failed: code === 0 ? 0 : 1 };
}

async function unitTests(): Promise<Outcome> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`];
  const step = { title: 'vitest run', command: bin('vitest'), args: ['run', ...reporters] };
  return counted(step.title, await runStep(step), vitestCounts(vitestReport));
}

async function build(): Promise<Outcome> {
  process.stdout.write('\n▸ build\n');
  try {
    await buildAll({ say: (line) => process.stdout.write(`  ${line}\n`) });
    return { title: 'build', passed: 0, failed: 0 };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { title: 'build', passed: 0, failed: 1 };
  }
}

async function browserTests(chromium: string | undefined, args: string[]): Promise<Outcome> {
  rmSync(playwrightReport, { force: true });
  const step = {
    title: 'playwright test',
    command: bin('playwright'),
    args: ['test', '--config', join(root, 'e2e'), '--reporter=list,json', ...args],
    env: {
      PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport,
      ...(chromium !== undefined && { YIMEN_CHROMIUM: chromium }),
    },
  };
  return counted(step.title, await runStep(step), playwrightCounts(playwrightReport));
}

function skipped(): Outcome {
  process.stdout.write('\n▸ playwright test: skipped, there is no build to test\n');
  return { title: 'playwright test', passed: 0, failed: 1 };
}

// A runner that ends badly without a failed test (a crash, an unhandled error) has failed all the same.
function counted(title: string, code: number, counts: TestCounts | undefined): Outcome {
  const { passed, failed } = counts ?? { passed: 0, failed: 1 };
  return { title, passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

function summarize(outcomes: Outcome[]): number {
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  const failures = outcomes.filter((outcome) => outcome.failed > 0).map(({ title }) => title);
  if (failures.length > 0) process.stdout.write(`\nfailed: ${failures.join(', ')}\n`);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}
