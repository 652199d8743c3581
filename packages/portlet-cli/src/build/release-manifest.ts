import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import { type ContainerFacts, entryFile } from '../vite/container-plugin.ts';

/** `release.json`: what is published, without the content of the files. */
export type ReleaseManifest = {
  readonly descriptor: PortletDescriptor;
  readonly build: {
    readonly entry: string;
    readonly needs: Readonly<Record<string, string>>;
    readonly hasStyles: boolean;
    /** Said when publishing: where browsers get the files instead of at the portal. */
    readonly baseUrl?: string;
  };
  readonly files: readonly { readonly path: string; readonly sha384: string }[];
};

/** File of a built portlet that lists all others. */
export const manifestFile = 'release.json';

/** Hash of a file as Subresource Integrity (W3C SRI, 3.1) writes it: `sha384-<base64>`. */
export function sha384(content: Uint8Array): string {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`;
}

/** Writes `release.json` for the files that a build left in `outDir`. */
export function writeManifest(
  outDir: string,
  descriptor: PortletDescriptor,
  { needs, hasStyles, entry = entryFile }: ContainerFacts & { entry?: string },
): ReleaseManifest {
  const paths = readdirSync(outDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(outDir, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => path !== manifestFile)
    .sort();
  const files = paths.map((path) => ({ path, sha384: sha384(readFileSync(join(outDir, path))) }));
  const manifest: ReleaseManifest = { descriptor, build: { entry, needs, hasStyles }, files };
  writeFileSync(join(outDir, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
