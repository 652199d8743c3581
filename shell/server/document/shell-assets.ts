import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A file of the shell that a document refers to. */
export type ShellFile = { url: string; integrity: string };

/** What a document needs to know of the built shell. */
export type ShellAssets = {
  entry: ShellFile;
  /** Chunks that the entry imports statically: needed before anything runs. */
  chunks: ShellFile[];
  styles: ShellFile[];
  /** The chunks behind a shared package that is loaded on first use, for example `@yimen/ui`. */
  sharedPackage(name: string): ShellFile[];
};

const chunkSchema = z.object({
  file: z.string(),
  name: z.string().optional(),
  src: z.string().optional(),
  isEntry: z.boolean().optional(),
  imports: z.array(z.string()).default([]),
  css: z.array(z.string()).default([]),
});
const manifestSchema = z.record(z.string(), chunkSchema);
type Manifest = z.output<typeof manifestSchema>;

/** Address under which the shell's files are served. */
export const SHELL_PREFIX = '/shell';

/**
 * Reads the manifest of the built shell (Vite: `build.manifest`) and hashes its files, all at once: a build that
 * replaces them under the running portal must not mix with this one.
 *
 * @param dist folder of the build
 * @returns undefined when the shell has not been built
 * @throws when the manifest names no entry or a file that is not there
 */
export function readShellAssets(dist: string): ShellAssets | undefined {
  const manifest = readManifest(dist);
  if (!manifest) return undefined;
  const entry = Object.entries(manifest).find(([, chunk]) => chunk.isEntry)?.[0];
  if (entry === undefined) throw new Error(`the manifest of the shell in ${dist} names no entry`);
  const reach = staticallyReached(manifest, entry);
  const files = hashFiles(manifest, dist);
  const file = (path: string): ShellFile => {
    const found = files.get(path);
    if (!found) throw new Error(`the manifest of the shell lacks the file "${path}"`);
    return found;
  };
  const [entryChunk, ...others] = reach.map((key) => chunkOf(manifest, key));
  return {
    entry: file(entryChunk?.file ?? ''),
    chunks: others.map((chunk) => file(chunk.file)),
    styles: [...new Set(reach.flatMap((key) => chunkOf(manifest, key).css))].map(file),
    sharedPackage: rememberByName((name) => {
      const key = chunkOfPackage(manifest, name);
      if (key === undefined) return [];
      return staticallyReached(manifest, key)
        .filter((reached) => !reach.includes(reached))
        .map((reached) => file(chunkOf(manifest, reached).file));
    }),
  };
}

function readManifest(dist: string): Manifest | undefined {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

// `@yimen/ui/charts` is the chunk of packages/ui/src/charts/index.ts; `@yimen/ui` that of packages/ui/src/index.ts, or
// the chunk `ui-base` when the build has put it together with what its parts share.
function chunkOfPackage(manifest: Manifest, name: string): string | undefined {
  const [, workspace, part] = /^@yimen\/([^/]+)(?:\/(.+))?$/.exec(name) ?? [];
  if (workspace === undefined) return undefined;
  const source = ['packages', workspace, 'src', ...(part === undefined ? [] : [part]), 'index.ts'].join('/');
  const chunks = Object.entries(manifest);
  const own = chunks.find(([key, chunk]) => (chunk.src ?? key).endsWith(`/${source}`));
  const shared =
    part === undefined ? chunks.find(([, chunk]) => chunk.name === `${workspace}-base`) : undefined;
  return (own ?? shared)?.[0];
}

function chunkOf(manifest: Manifest, key: string): Manifest[string] {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`the manifest of the shell lacks "${key}"`);
  return chunk;
}

function staticallyReached(manifest: Manifest, start: string): string[] {
  const reached = new Set<string>();
  const walk = (key: string): void => {
    if (reached.has(key)) return;
    reached.add(key);
    chunkOf(manifest, key).imports.forEach(walk);
  };
  walk(start);
  return [...reached];
}

function hashFiles(manifest: Manifest, dist: string): Map<string, ShellFile> {
  const paths = Object.values(manifest).flatMap(({ file, css }) => [file, ...css]);
  return new Map(
    [...new Set(paths)].map((path) => {
      const digest = createHash('sha384')
        .update(readFileSync(join(dist, path)))
        .digest('base64');
      return [path, { url: `${SHELL_PREFIX}/${path}`, integrity: `sha384-${digest}` }];
    }),
  );
}

function rememberByName<T>(find: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name) ?? find(name);
    known.set(name, found);
    return found;
  };
}
