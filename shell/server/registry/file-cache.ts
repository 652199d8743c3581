import type { ReleaseFileRow } from '../stores/release-store.ts';

const MOST_BYTES = 64 * 1_048_576;

type Load = (name: string, version: string, path: string) => Promise<ReleaseFileRow | undefined>;

/** Files of releases that were asked for lately. They never change, so they never go stale. */
export type FileCache = { get: Load };

export function createFileCache(load: Load, mostBytes = MOST_BYTES): FileCache {
  const files = new Map<string, ReleaseFileRow>();
  let bytes = 0;

  function keep(key: string, file: ReleaseFileRow): void {
    files.set(key, file);
    bytes += sizeOf(file);
    // A Map keeps insertion order: the first is the one unused for longest.
    for (const [oldest, old] of files) {
      if (bytes <= mostBytes) return;
      files.delete(oldest);
      bytes -= sizeOf(old);
    }
  }

  return {
    async get(name, version, path) {
      const key = `${name}/${version}/${path}`;
      const known = files.get(key);
      if (known) {
        files.delete(key);
        files.set(key, known);
        return known;
      }
      const file = await load(name, version, path);
      if (file && !files.has(key)) keep(key, file);
      return file;
    },
  };
}

function sizeOf(file: ReleaseFileRow): number {
  return file.identity.length + (file.gzip?.length ?? 0) + (file.brotli?.length ?? 0);
}
