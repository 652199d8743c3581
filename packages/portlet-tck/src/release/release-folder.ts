import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import { manifestText } from '@yimen/portlet-sdk/release';
import { checkReportFile } from '../report/report-file.ts';

/** A file of a release. */
export type ReleaseFile = { readonly path: string; readonly sha384: string; readonly bytes: Buffer };

/** A built release on disk, as its producer wrote it; nothing of it is believed yet. */
export type ReleaseFolder = {
  readonly descriptor: PortletDescriptor;
  readonly build: {
    readonly entry: string;
    readonly needs: Readonly<Record<string, string>>;
    readonly hasStyles: boolean;
  };
  /** What the manifest lists. */
  readonly listed: readonly { readonly path: string; readonly sha384: string }[];
  /** What is there. */
  readonly files: readonly ReleaseFile[];
  /** Identifies the release, byte for byte: SHA-384 of its `manifestText`, base64. */
  readonly manifestSha384: string;
};

const manifestFile = 'release.json';

/**
 * Reads the folder that `yimen build`, or another producer, wrote.
 *
 * @param folder folder with `release.json`
 * @returns manifest and files
 * @throws Error when there is no manifest, or it is no JSON with descriptor, build and files
 */
export function readReleaseFolder(folder: string): ReleaseFolder {
  const file = join(folder, manifestFile);
  if (!existsSync(file)) throw new Error(`${file} is not there: build the portlet first`);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as {
    descriptor?: PortletDescriptor;
    build?: ReleaseFolder['build'];
    files?: ReleaseFolder['listed'];
  };
  const { descriptor, build, files: listed } = manifest;
  if (!descriptor?.name || !build?.entry || !listed) {
    throw new Error(`${file} has no descriptor, build or files`);
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => path !== manifestFile && path !== checkReportFile)
    .map((path) => ({ path, bytes: readFileSync(join(folder, path)) }))
    .map((one) => ({ ...one, sha384: sha384(one.bytes) }));
  const told = { entry: build.entry, needs: build.needs ?? {}, hasStyles: build.hasStyles === true };
  const text = manifestText({ descriptor, build: told, files: listed });
  return { descriptor, build: told, listed, files, manifestSha384: sha384(text).slice('sha384-'.length) };
}

/** SHA-384 as Subresource Integrity writes it (W3C SRI, 3.1). */
function sha384(bytes: Uint8Array | string): string {
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}
