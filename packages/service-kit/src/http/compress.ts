import { constants } from 'node:zlib';
import type { Middleware } from 'koa';
import koaCompress from 'koa-compress';

/** Compresses answers that are complete in memory. Streams stay as they are: a compressor would hold them back. */
export function compress(): Middleware[] {
  return [
    koaCompress({ threshold: 1_024, br: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } } }),
    async (ctx, next) => {
      await next();
      const { body } = ctx;
      if (typeof body === 'object' && body !== null && ('pipe' in body || 'getReader' in body))
        ctx.compress = false;
    },
  ];
}
