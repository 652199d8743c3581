import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestFile, type ReleaseManifest, sha384 } from './release-manifest.ts';

/** What goes to the registry (`PublishRelease` of the portal API): the manifest with the content of every file. */
export type ReleaseUpload = Omit<ReleaseManifest, 'files'> & {
  /** Content is base64. */
  readonly files: readonly { readonly path: string; readonly content: string; readonly sha384: string }[];
};

/** A built release that is missing, or is not what the build wrote. */
export class StaleRelease extends Error {
  override readonly name = 'StaleRelease';
}

function readText(file: string, hint: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StaleRelease(`${file} cannot be read; ${hint}`, { cause: error });
  }
}

/**
 * Reads a built portlet for publishing.
 *
 * @param folder the portlet project
 * @param outDir where it was built to
 * @returns manifest and files
 * @throws StaleRelease when there is no build, when portlet.json has changed since, or a file is not the one built
 */
export function readRelease(folder: string, outDir = join(folder, 'dist')): ReleaseUpload {
  const hint = 'run "yimen build" first';
  const manifest = JSON.parse(readText(join(outDir, manifestFile), hint)) as ReleaseManifest;
  const descriptor: unknown = JSON.parse(
    readText(join(folder, 'portlet.json'), 'is this a portlet project?'),
  );
  if (JSON.stringify(descriptor) !== JSON.stringify(manifest.descriptor)) {
    throw new StaleRelease(`portlet.json has changed since the build; ${hint}`);
  }
  const files = manifest.files.map((file) => {
    const bytes = readFileSync(join(outDir, file.path));
    if (sha384(bytes) !== file.sha384) {
      throw new StaleRelease(`${file.path} is not the file that was built; ${hint}`);
    }
    return { ...file, content: bytes.toString('base64') };
  });
  return { ...manifest, files };
}
