import { existsSync, globSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'vite';

const require = createRequire(import.meta.url);
const sources = ['client/{app,api,conformance,portal-page/window,portlet-container}', 'contract'];
const packages = ['@yimen/portlet-sdk', '@yimen/problem', '@yimen/ui'];

/**
 * The kit's page, built: the shell's own container with a way for the kit to drive it. It is built when it is missing
 * or older than what it is made of. No code of the shell is imported here: its sources are input of a build.
 *
 * @returns folder with `host.js`
 * @throws Error when the shell's sources are not installed, or do not build
 */
export function hostBundle(): Promise<string> {
  present ??= freshBundle();
  return present;
}

let present: Promise<string> | null = null;

async function freshBundle(): Promise<string> {
  const client = dirname(require.resolve('@yimen/shell-client/package.json'));
  const folder = join(client, 'conformance');
  const outDir = join(folder, 'dist');
  if (isFresh(join(outDir, 'host.js'), dirname(client))) return outDir;
  // Under another name first: two runs may build at once, and each must find a whole page.
  const built = mkdtempSync(join(folder, 'dist-'));
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await build({
      configFile: join(folder, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: built, emptyOutDir: true },
    });
    rmSync(outDir, { recursive: true, force: true });
    renameSync(built, outDir);
  } catch (error) {
    rmSync(built, { recursive: true, force: true });
    if (!existsSync(join(outDir, 'host.js'))) throw error;
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
  return outDir;
}

function isFresh(file: string, shell: string): boolean {
  if (!existsSync(file)) return false;
  const builtAt = statSync(file).mtimeMs;
  const shared = packages.map((name) => dirname(dirname(require.resolve(name))));
  const places = [
    ...sources.map((folder) => ({ cwd: shell, pattern: `${folder}/**/*.{ts,tsx,css}` })),
    ...shared.map((cwd) => ({ cwd, pattern: '**/*.{ts,tsx,css}' })),
  ];
  return places.every(({ cwd, pattern }) =>
    globSync(pattern, { cwd, exclude: (path) => /(^|\/)(node_modules|dist[^/]*)$/.test(String(path)) }).every(
      (path) => statSync(join(cwd, path)).mtimeMs <= builtAt,
    ),
  );
}
