import type Router from '@koa/router';
import { readBatchSchema } from '@yimen/shell-contract/schemas';
import { openCompressedStream } from '../http/compressed-stream.ts';
import { goneSignal } from '../http/gone-signal.ts';
import { withInput } from '../http/with-input.ts';
import { viewerOf } from '../session/viewer.ts';
import type { Gateway } from './gateway.ts';
import { readJson } from './read-json.ts';

/**
 * POST /portlet-reads: what many windows read at the same moment, in one request. Every answer is a line of JSON
 * (`ReadLine`) and goes out when its service has answered, so that a slow one keeps nobody waiting.
 */
export function addReadRoutes(router: Router, gateway: Gateway): void {
  router.post(
    '/portlet-reads',
    withInput({ body: readBatchSchema }, async (ctx) => {
      const signal = goneSignal(ctx);
      ctx.res.statusCode = 200;
      ctx.res.setHeader('content-type', 'application/x-ndjson');
      ctx.res.setHeader('cache-control', 'no-store');
      ctx.res.setHeader('vary', 'accept-encoding, cookie');
      const stream = openCompressedStream(ctx);
      const { requestId } = ctx.state;
      const reader = { gateway, viewer: viewerOf(ctx), requestId, signal };
      const answers = ctx.input.body.reads.map(async (url) => {
        const answer = await readJson(reader, url);
        if (!signal.aborted) stream.write(`${JSON.stringify({ url, ...answer })}\n`);
      });
      await Promise.all(answers);
      if (!ctx.res.destroyed) stream.end();
    }),
  );
}
