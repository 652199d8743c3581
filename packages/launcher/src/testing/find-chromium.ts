import { execFile } from 'node:child_process';
import { access, constants, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../paths.ts';
import { runStep } from './run-step.ts';

const run = promisify(execFile);
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * A Chromium for the browser tests: the one named by YIMEN_CHROMIUM, the system's, or Playwright's own. When there is
 * none it is installed: on Debian as root by apt, elsewhere by Playwright.
 *
 * @returns the path of the executable, or undefined when Playwright is to use its own
 * @throws when there is none and none can be installed, saying what to do
 */
export async function findChromium(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const named = env.YIMEN_CHROMIUM;
  if (named) return named;
  const found = await onThisMachine(env);
  if (found) return found;
  if (await hasPlaywrightsOwn()) return undefined;
  if (await isDebianRoot()) {
    await runStep({ title: 'apt-get update', command: 'apt-get', args: ['update', '-qq'] });
    await runStep({
      title: 'apt-get install chromium',
      command: 'apt-get',
      args: ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    const installed = await onThisMachine(env);
    if (installed) return installed;
  }
  const playwright = join(root, 'node_modules', '.bin', 'playwright');
  await runStep({ title: 'playwright install chromium', command: playwright, args: ['install', 'chromium'] });
  if (await hasPlaywrightsOwn()) return undefined;
  throw new Error(
    [
      '没有找到可用的 Chromium。请安装 chromium 或 Google Chrome，或用 YIMEN_CHROMIUM 指定其路径。',
      'No Chromium was found. Install chromium or Google Chrome, or name its path in YIMEN_CHROMIUM.',
    ].join('\n'),
  );
}

async function onThisMachine(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const directories = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [...directories.flatMap((dir) => NAMES.map((name) => join(dir, name))), MAC];
  for (const path of candidates) {
    // On Ubuntu `chromium-browser` may be a script that only says how to install a snap: it has to answer.
    if (!(await isExecutable(path))) continue;
    const works = await run(path, ['--version'], { timeout: 20_000 }).catch(() => undefined);
    if (works && /\d+\.\d+/.test(works.stdout)) return path;
  }
  return undefined;
}

async function hasPlaywrightsOwn(): Promise<boolean> {
  const require = createRequire(join(root, 'e2e', 'package.json'));
  const { chromium } = require('@playwright/test') as { chromium: { executablePath(): string } };
  return await isExecutable(chromium.executablePath());
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function isDebianRoot(): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID(_LIKE)?=.*debian/m.test(release);
}
