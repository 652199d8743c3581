import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { isCompressible } from './media-types.ts';

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);
// Below this a header costs more than compression saves; above the other, the best quality costs seconds.
const SMALLEST = 256;
const BEST_QUALITY_UP_TO = 1_048_576;

/** A file in every coding that makes it smaller. */
export type EncodedFile = { identity: Buffer; gzip: Buffer | null; brotli: Buffer | null };

/** Compresses a file once, at publish, as well as it can be: it is sent thousands of times. */
export async function encodeFile(path: string, content: Buffer): Promise<EncodedFile> {
  if (content.length < SMALLEST || !isCompressible(path))
    return { identity: content, gzip: null, brotli: null };
  const quality = content.length > BEST_QUALITY_UP_TO ? 8 : 11;
  const [gzipped, brotlied] = await Promise.all([
    gzipAsync(content, { level: 9 }),
    brotliAsync(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  ]);
  const ifSmaller = (coded: Buffer) => (coded.length < content.length ? coded : null);
  return { identity: content, gzip: ifSmaller(gzipped), brotli: ifSmaller(brotlied) };
}
