import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '@yimen/portlet-tck/chromium';
import { buildAll } from '../build/build-all.ts';
import { root } from '../paths.ts';
import { runStep } from './run-step.ts';

const pages = 'e2e/bench/main.ts';
const signIns = 'sso-server/bench/main.ts';

/** npm run bench: page load against a monolithic bundle, then what the sso-server can do in a second. */
export async function runBench(env: NodeJS.ProcessEnv, args: string[]): Promise<number> {
  const chromium = await findChromium(env, runStep);
  await buildAll({ say: (line) => process.stdout.write(`  ${line}\n`) });
  let worst = 0;
  for (const script of [pages, signIns].filter((file) => existsSync(join(root, file)))) {
    const code = await runStep({
      title: script,
      command: process.execPath,
      args: [join(root, script), ...args],
      env: chromium === undefined ? {} : { YIMEN_CHROMIUM: chromium },
    });
    worst = Math.max(worst, code);
  }
  return worst;
}
