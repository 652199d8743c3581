import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { CheckedFile } from './check-release.ts';
import { isCompressible } from './media-types.ts';

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);
// Below this a header costs more than compression saves.
const SMALLEST = 256;
/** Brotli's qualities by size: the last bit of a big file costs seconds of a thread. */
const QUALITIES = [
  { upTo: 262_144, quality: 11 },
  { upTo: 2_097_152, quality: 9 },
  { upTo: Number.POSITIVE_INFINITY, quality: 6 },
] as const;

/** A file in every coding that makes it smaller. */
export type EncodedFile = { identity: Buffer; gzip: Buffer | null; brotli: Buffer | null };

let last: Promise<unknown> = Promise.resolve();

/**
 * Compresses files once, at publish, as well as is worth it: they are sent thousands of times. One file in one coding at
 * a time, however many publish at once: compressing takes a thread of the pool in which the database waits for its disk,
 * and of those there are four.
 */
export function encodeFiles(
  files: readonly CheckedFile[],
): Promise<(Pick<CheckedFile, 'path' | 'sha384'> & EncodedFile)[]> {
  const encoding = last.then(async () => {
    const encoded = [];
    for (const { path, sha384, content } of files) {
      encoded.push({ path, sha384, ...(await encodeFile(path, content)) });
    }
    return encoded;
  });
  last = encoding.catch(() => undefined);
  return encoding;
}

async function encodeFile(path: string, content: Buffer): Promise<EncodedFile> {
  if (content.length < SMALLEST || !isCompressible(path))
    return { identity: content, gzip: null, brotli: null };
  const quality = QUALITIES.find(({ upTo }) => content.length <= upTo)?.quality ?? 6;
  const gzipped = await gzipAsync(content, { level: 9 });
  const brotlied = await brotliAsync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  const ifSmaller = (coded: Buffer) => (coded.length < content.length ? coded : null);
  return { identity: content, gzip: ifSmaller(gzipped), brotli: ifSmaller(brotlied) };
}
