import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { hostBundle } from '@yimen/portlet-tck';
import { addRelease } from './add-release.ts';
import { compilePackages } from './compile-packages.ts';
import { copyAssets, copyDocumentation, offeredFolders, offeredManifest } from './offered-packages.ts';
import { type PackedPackage, type PackedRelease, packagesFile } from './packed-release.ts';

const run = promisify(execFile);
const repository = resolve(import.meta.dirname, '../../..');

/**
 * Makes the npm packages of this checkout and adds them to a folder of releases, see {@link addRelease}. The version is
 * that of the packages and a hash of what is in them: the same sources are the same release, and other sources never
 * have its name.
 *
 * @param folder folder of releases
 * @returns the release
 * @throws Error when something does not compile, or npm cannot pack it
 */
export async function packPackages(folder: string): Promise<PackedRelease> {
  const work = mkdtempSync(join(tmpdir(), 'yimen-packages-'));
  try {
    const staged = join(work, 'staged');
    await stage(staged);
    const version = `${baseVersion()}-r${contentHash(staged)}`;
    const packed = join(work, 'packed');
    mkdirSync(packed);
    const packages = await pack(staged, packed, version);
    writeFileSync(join(packed, packagesFile), `${JSON.stringify({ version, packages }, null, 2)}\n`);
    addRelease(packed, folder);
    return { version, packages };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(repository, 'packages', folder, 'package.json'), 'utf8'));

const baseVersion = (): string => manifestOf('portlet-sdk').version;

/** Everything that goes into the archives, but for the version. */
async function stage(staged: string): Promise<void> {
  mkdirSync(staged);
  await compilePackages(repository, offeredFolders, staged);
  for (const name of offeredFolders) {
    const target = join(staged, name);
    copyAssets(join(repository, 'packages', name), target);
    if (existsSync(join(repository, 'LICENSE'))) cpSync(join(repository, 'LICENSE'), join(target, 'LICENSE'));
    writeManifest(staged, name, baseVersion());
  }
  cpSync(await hostBundle(), join(staged, 'portlet-tck/host'), { recursive: true });
  copyDocumentation(repository, join(staged, 'portlet-cli/documentation'));
}

function writeManifest(staged: string, name: string, version: string): Record<string, unknown> {
  const manifest = offeredManifest(manifestOf(name), version);
  writeFileSync(join(staged, name, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function contentHash(staged: string): string {
  const hash = createHash('sha256');
  for (const path of globSync('*/**/*', { cwd: staged, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()) {
    const content = createHash('sha256').update(readFileSync(path)).digest('hex');
    hash.update(`${path.slice(staged.length).replaceAll('\\', '/')} ${content}\n`);
  }
  return hash.digest('hex').slice(0, 12);
}

type Packed = {
  filename: string;
  integrity: string;
  shasum: string;
  unpackedSize: number;
  entryCount: number;
};

async function pack(staged: string, packed: string, version: string): Promise<PackedPackage[]> {
  const manifests = new Map(offeredFolders.map((name) => [name, writeManifest(staged, name, version)]));
  const npm = npmCommand();
  return await Promise.all(
    offeredFolders.map(async (name) => {
      const { stdout } = await run(
        npm.command,
        [...npm.args, 'pack', '--json', '--ignore-scripts', '--pack-destination', packed],
        { cwd: join(staged, name), maxBuffer: 10_000_000, shell: npm.shell },
      );
      const [made] = Object.values(JSON.parse(stdout) as Packed[]);
      if (!made) throw new Error(`npm packed nothing of ${name}`);
      const { filename, integrity, shasum, unpackedSize, entryCount } = made;
      const manifest = manifests.get(name) ?? {};
      return {
        ...{ name: String(manifest.name), version, file: filename, integrity, shasum },
        ...{ unpackedSize, fileCount: entryCount, manifest },
      };
    }),
  );
}

/** The npm that runs this, or the one of the machine. */
function npmCommand(): { command: string; args: string[]; shell: boolean } {
  const own = process.env.npm_execpath;
  if (own && /npm-cli\.c?js$/.test(own)) return { command: process.execPath, args: [own], shell: false };
  const isWindows = process.platform === 'win32';
  return { command: isWindows ? 'npm.cmd' : 'npm', args: [], shell: isWindows };
}
