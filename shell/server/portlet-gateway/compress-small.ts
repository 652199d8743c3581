import { brotliCompressSync, constants } from 'node:zlib';
import type { Context } from 'koa';

const SMALLEST = 1_024;
const BIGGEST = 32_768;

/**
 * Compresses an answer of a few kilobytes at once. The compressing middleware opens a stream for it, which costs four
 * times the processor time and three turns of the event loop; a page of portlets asks for dozens of such answers.
 *
 * @returns what to send; the context's headers say how it is coded. What is small, big or not wanted stays as it is
 */
export function compressSmall(ctx: Context, content: Buffer): Buffer {
  if (content.length < SMALLEST || content.length > BIGGEST) return content;
  if (ctx.acceptsEncodings('br', 'gzip', 'identity') !== 'br') return content;
  // RFC 9111, 5.2.2.6; and what the service has coded itself is not coded again.
  if (/\bno-transform\b/.test(ctx.response.get('cache-control')) || ctx.response.get('content-encoding'))
    return content;
  ctx.compress = false;
  ctx.vary('Accept-Encoding');
  ctx.set('Content-Encoding', 'br');
  ctx.remove('Content-Length');
  return brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 4,
      [constants.BROTLI_PARAM_LGWIN]: 16,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}
