import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { latestFile, type PackedRelease, packagesFile } from './packed-release.ts';

/**
 * Adds a release to a folder of releases, and makes it the one that new projects get. A release that is there already is
 * left as it is: what somebody has installed never changes.
 *
 * @param release folder of one release
 * @param folder folder of releases, made when it is not there
 * @throws Error when the release's folder has no {@link packagesFile}
 */
export function addRelease(release: string, folder: string): void {
  const { version } = JSON.parse(readFileSync(join(release, packagesFile), 'utf8')) as PackedRelease;
  mkdirSync(folder, { recursive: true });
  const target = join(folder, version);
  if (!existsSync(target)) {
    // Under another name first: who reads the folder meanwhile sees all of it or nothing.
    const adding = join(folder, `.adding-${process.pid}`);
    rmSync(adding, { recursive: true, force: true });
    cpSync(release, adding, { recursive: true });
    renameSync(adding, target);
  }
  const latest = join(folder, latestFile);
  writeFileSync(`${latest}.new`, `${JSON.stringify({ version })}\n`);
  renameSync(`${latest}.new`, latest);
}

/**
 * The release that new projects get.
 * @param folder folder of releases
 * @returns name of its folder
 */
export function newestRelease(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, latestFile), 'utf8')) as { version: string }).version;
}
