import { execFile, spawn } from 'node:child_process';
import { access, constants, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { LaunchOptions } from 'playwright-core';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const WINDOWS = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];

type Env = Readonly<Record<string, string | undefined>>;

/** One step of an installation, for whoever wants to show it. */
export type InstallStep = {
  readonly title: string;
  readonly command: string;
  readonly args: string[];
  readonly env?: Record<string, string>;
};

/**
 * A Chromium for the browser tests: the one named by YIMEN_CHROMIUM, the system's, or Playwright's own. When there is
 * none it is installed: on Debian as root by apt, elsewhere by Playwright.
 *
 * @param env the process's environment
 * @param runStep runs a step of the installation and shows it
 * @returns the path of the executable, or undefined when Playwright is to use its own
 * @throws Error when there is none and none can be installed, saying what to do
 */
export async function findChromium(
  env: Env,
  runStep: (step: InstallStep) => Promise<unknown> = runQuietly,
): Promise<string | undefined> {
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
  const playwright = join(dirname(require.resolve('playwright-core/package.json')), 'cli.js');
  await runStep({
    title: 'playwright install chromium',
    command: process.execPath,
    args: [playwright, 'install', 'chromium'],
  });
  if (await hasPlaywrightsOwn()) return undefined;
  throw new Error(
    [
      '没有找到可用的 Chromium。请安装 chromium 或 Google Chrome，或用 YIMEN_CHROMIUM 指定其路径。',
      'No Chromium was found. Install chromium or Google Chrome, or name its path in YIMEN_CHROMIUM.',
    ].join('\n'),
  );
}

/**
 * How browser tests start Chromium.
 * @param env `YIMEN_CHROMIUM`: the program that set-up found; without it Playwright's own
 * @returns options of Playwright's `launch`
 */
export function chromiumOptions(env: Env): LaunchOptions {
  const executablePath = env.YIMEN_CHROMIUM;
  const given = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...(executablePath && { executablePath }),
    // Without a UTF-8 locale Chromium on Linux cannot give a file a Chinese name, and calls every download "download".
    env: { ...Object.fromEntries(given), LC_ALL: 'C.UTF-8' },
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A container's root has no user namespace to sandbox in.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  };
}

function runQuietly({ command, args, env }: InstallStep): Promise<void> {
  return new Promise((resolve) => {
    // What comes of it is looked at afterwards; its words are the person's who waits.
    const child = spawn(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env } });
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
}

async function onThisMachine(env: Env): Promise<string | undefined> {
  const directories = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [
    ...directories.flatMap((dir) => NAMES.map((name) => join(dir, name))),
    MAC,
    ...WINDOWS.flatMap((name) => {
      const folder = env[name];
      return folder ? [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')] : [];
    }),
  ];
  for (const path of candidates) {
    if (!(await isExecutable(path))) continue;
    // Chrome on Windows answers no question about its version.
    if (path.endsWith('.exe')) return path;
    // On Ubuntu `chromium-browser` may be a script that only says how to install a snap: it has to answer.
    const works = await run(path, ['--version'], { timeout: 20_000 }).catch(() => undefined);
    if (works && /\d+\.\d+/.test(works.stdout)) return path;
  }
  return undefined;
}

async function hasPlaywrightsOwn(): Promise<boolean> {
  const { chromium } = require('playwright-core') as { chromium: { executablePath(): string } };
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
