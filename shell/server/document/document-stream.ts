import type { ServerResponse } from 'node:http';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

/** A document on its way: what is written goes out at once, compressed when the browser accepts it. */
export type DocumentStream = { write(text: string): void; end(text: string): void };

/** Begins the body. The head must have been set; the chosen coding is added to it. */
export function openDocumentStream(
  response: ServerResponse,
  coding: 'br' | 'gzip' | 'identity',
): DocumentStream {
  if (coding === 'identity') {
    return { write: (text) => void response.write(text), end: (text) => void response.end(text) };
  }
  response.setHeader('content-encoding', coding);
  const compressor =
    coding === 'br'
      ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
      : createGzip({ level: 6 });
  // The browser went away: nothing to compress for any more.
  response.once('close', () => compressor.destroy());
  compressor.on('error', () => response.destroy());
  compressor.pipe(response);
  return {
    write(text) {
      compressor.write(text);
      compressor.flush();
    },
    end: (text) => void compressor.end(text),
  };
}
