import { basename, join } from 'node:path';
import { hasPassed, outcomeLines, readSampleFile, runKit, summaryLine } from '@yimen/portlet-tck';
import { findChromium } from '@yimen/portlet-tck/chromium';
import { buildAll } from '../build/build-all.ts';
import { portletProjects } from '../build/build-targets.ts';
import { root } from '../paths.ts';
import { runStep } from './run-step.ts';
import type { TestCounts } from './test-counts.ts';

/** One portlet of each kind, which CI has the time for: a mount (Vue), a page in a frame, a view in React with a table. */
export const fewPortlets = ['work-calendar', 'budget-lookup', 'identity-keys'];

/**
 * Runs the conformance kit on built portlets of the checkout.
 *
 * @param names which; all when there are none
 * @returns how many passed
 * @throws Error for a name that is no portlet of the checkout
 */
export async function checkPortlets(names: readonly string[]): Promise<TestCounts> {
  const projects = portletProjects();
  const unknown = names.filter((name) => !projects.some((folder) => basename(folder) === name));
  if (unknown.length > 0) throw new Error(`no portlets: ${unknown.join(', ')}`);
  const wanted = projects.filter((folder) => names.length === 0 || names.includes(basename(folder)));
  const say = (line: string) => void process.stdout.write(`  ${line}\n`);
  process.stdout.write('\n▸ conformance kit\n');
  let passed = 0;
  for (const folder of wanted) {
    const report = await runKit({
      release: join(root, folder, 'dist'),
      samples: readSampleFile(join(root, folder)),
      onOutcome: (one) => one.outcome === 'failed' && outcomeLines(one).forEach(say),
    });
    say(summaryLine(report));
    if (hasPassed(report)) passed += 1;
  }
  return { passed, failed: wanted.length - passed };
}

/** `npm run check:portlets`: builds what is out of date, and checks all portlets or the named ones. */
export async function runCheckPortlets(env: NodeJS.ProcessEnv, names: readonly string[]): Promise<number> {
  await findChromium(env, runStep);
  await buildAll({ say: (line) => void process.stdout.write(`${line}\n`) });
  const { passed, failed } = await checkPortlets(names);
  process.stdout.write(`\n${passed} portlets passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}
