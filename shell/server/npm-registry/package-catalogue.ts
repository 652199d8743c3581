import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const fileName = z.string().regex(/^[\w.-]+\.tgz$/);
const offeredPackage = z.object({
  name: z.string(),
  version: z.string(),
  file: fileName,
  integrity: z.string().startsWith('sha512-'),
  shasum: z.string(),
  unpackedSize: z.number(),
  fileCount: z.number(),
  manifest: z.record(z.string(), z.unknown()),
});
const release = z.object({ version: z.string(), packages: z.array(offeredPackage) });
const latest = z.object({ version: z.string() });

/** One version of a package that the portal offers. */
export type OfferedPackage = z.infer<typeof offeredPackage> & {
  /** Path of its archive. */
  readonly archive: string;
};

/** What of the folder is there now. */
export type PackageCatalogue = {
  /** All versions of a package, and which one is the newest; undefined when there is no such package. */
  find(name: string): Promise<{ versions: OfferedPackage[]; latest: string } | undefined>;
  /** The newest version of every package. */
  newest(): Promise<OfferedPackage[]>;
};

/**
 * The npm packages in a folder: a folder for each release, and a note of which one is the newest
 * (`packages/npm-packages` makes both). Releases never change, so each is read once; whether there are new ones is
 * looked up whenever somebody asks, for a release may be added while the portal runs.
 */
export function createPackageCatalogue(folder: string): PackageCatalogue {
  const known = new Map<string, OfferedPackage[]>();

  async function readRelease(version: string): Promise<OfferedPackage[]> {
    const found = known.get(version);
    if (found) return found;
    const { packages } = release.parse(
      JSON.parse(await readFile(join(folder, version, 'packages.json'), 'utf8')),
    );
    const read = packages.map((one) => ({ ...one, archive: join(folder, version, one.file) }));
    known.set(version, read);
    return read;
  }

  async function read(): Promise<{ releases: OfferedPackage[][]; latest: string } | undefined> {
    try {
      const newest = latest.parse(JSON.parse(await readFile(join(folder, 'latest.json'), 'utf8'))).version;
      const entries = await readdir(folder, { withFileTypes: true });
      const versions = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
      const releases = await Promise.all(versions.map(({ name }) => readRelease(name)));
      return { releases, latest: newest };
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  return {
    async find(name) {
      const all = await read();
      const versions = all?.releases.flat().filter((one) => one.name === name) ?? [];
      return all && versions.length > 0 ? { versions, latest: all.latest } : undefined;
    },
    async newest() {
      const all = await read();
      return all?.releases.flat().filter(({ version }) => version === all.latest) ?? [];
    },
  };
}
