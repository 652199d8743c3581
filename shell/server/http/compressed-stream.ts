import type { ServerResponse } from 'node:http';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { Context } from 'koa';

/** A body on its way: what is written goes out at once, compressed when the browser accepts it. */
export type CompressedStream = { write(text: string): void; end(text?: string): void };

/**
 * Begins the body of a response that is written piece by piece, past Koa. Status and headers must have been set; the
 * chosen coding is added to them. Pieces that are written in one turn of the event loop go out together.
 */
export function openCompressedStream(ctx: Context): CompressedStream {
  ctx.respond = false;
  const { res: response } = ctx;
  // A proxy must not collect what is streamed (nginx).
  response.setHeader('x-accel-buffering', 'no');
  const coding = ctx.acceptsEncodings('br', 'gzip', 'identity');
  if (coding !== 'br' && coding !== 'gzip') {
    return { write: (text) => void response.write(text), end: (text = '') => void response.end(text) };
  }
  response.setHeader('content-encoding', coding);
  return compressInto(response, coding);
}

function compressInto(response: ServerResponse, coding: 'br' | 'gzip'): CompressedStream {
  const compressor =
    coding === 'br'
      ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
      : createGzip({ level: 6 });
  // The browser went away: nothing to compress for any more.
  response.once('close', () => compressor.destroy());
  compressor.on('error', () => response.destroy());
  compressor.pipe(response);
  let isFlushDue = false;
  const flush = () => {
    isFlushDue = false;
    // It may have ended, or the browser may have gone, since.
    if (!compressor.writableEnded && !compressor.destroyed) compressor.flush();
  };
  return {
    write(text) {
      compressor.write(text);
      if (isFlushDue) return;
      isFlushDue = true;
      setImmediate(flush);
    },
    end: (text = '') => void compressor.end(text),
  };
}
