import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { build } from 'vite';

const require = createRequire(import.meta.url);
const sources = ['client/{app,api,conformance,portal-page/window,portlet-container}', 'contract'];
const packages = ['@yimen/portlet-sdk', '@yimen/problem', '@yimen/ui'];
const day = 24 * 3_600_000;

/**
 * The kit's page, built: the shell's own container with a way for the kit to drive it. It came with this package, or is
 * built once for what it is made of, and kept. No code of the shell is imported here: its sources are input of a build.
 *
 * @returns folder with `host.js`
 * @throws Error when the shell's sources are not installed, or do not build
 */
export function hostBundle(): Promise<string> {
  present ??= existsSync(join(packed, 'host.js')) ? Promise.resolve(packed) : bundleOfSources();
  return present;
}

/** Where npm has installed this package, the page came along. */
const packed = resolve(import.meta.dirname, '../../host');

let present: Promise<string> | null = null;

async function bundleOfSources(): Promise<string> {
  const client = dirname(require.resolve('@yimen/shell-client/package.json'));
  const folder = join(client, 'conformance');
  const kept = join(folder, 'dist');
  const outDir = join(kept, sourceHash(dirname(client)));
  if (existsSync(join(outDir, 'host.js'))) return outDir;
  mkdirSync(kept, { recursive: true });
  // Under another name first: two runs may build at once, and each must find a whole page.
  const built = mkdtempSync(join(kept, 'building-'));
  try {
    await buildPage(folder, built);
    renameSync(built, outDir);
  } catch (error) {
    rmSync(built, { recursive: true, force: true });
    if (!existsSync(join(outDir, 'host.js'))) throw error;
  }
  removeOld(kept, outDir);
  return outDir;
}

async function buildPage(folder: string, outDir: string): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await build({
      configFile: join(folder, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir, emptyOutDir: true },
    });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/** Names and contents, not times: a checkout of another commit and back again has its page at once. */
function sourceHash(shell: string): string {
  const shared = packages.map((name) => dirname(dirname(require.resolve(name))));
  const places = [
    ...sources.map((pattern) => ({ cwd: shell, pattern: `${pattern}/**/*.{ts,tsx,css}` })),
    ...shared.map((cwd) => ({ cwd, pattern: 'src/**/*.{ts,tsx,css}' })),
  ];
  const hash = createHash('sha256');
  const isOther = (path: unknown) => /(^|\/)(node_modules|dist)$|\.test\.tsx?$/.test(String(path));
  for (const { cwd, pattern } of places) {
    for (const path of globSync(pattern, { cwd, exclude: isOther }).sort()) {
      hash.update(`${path}\0`).update(readFileSync(join(cwd, path)));
    }
  }
  return hash.digest('hex').slice(0, 20);
}

/** Pages of sources that are gone, unless another run may still serve them. */
function removeOld(kept: string, present: string): void {
  for (const name of readdirSync(kept)) {
    const path = join(kept, name);
    if (path === present || Date.now() - statSync(path).mtimeMs < day) continue;
    rmSync(path, { recursive: true, force: true });
  }
}
