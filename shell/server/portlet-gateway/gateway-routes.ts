import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import type { Context } from 'koa';
import { viewerOf } from '../session/viewer.ts';
import { compressSmall } from './compress-small.ts';
import type { Gateway } from './gateway.ts';
import { downstreamHeaders, upstreamHeaders } from './gateway-headers.ts';
import { GATEWAY_PREFIX } from './read-json.ts';

// What fetch can send: TRACE would fail in here and count against the service.
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS /portlets/:portlet/<path> */
export function addGatewayRoutes(router: Router, gateway: Gateway): void {
  router.register('/portlets/:portlet/*path', METHODS, async (ctx) => {
    const portlet = ctx.params.portlet ?? '';
    const gone = new AbortController();
    // An abort costs an error with its stack: not after every answer that was sent well.
    ctx.res.once('close', () => {
      if (!ctx.res.writableFinished) gone.abort();
    });
    const body = bodyOf(ctx);
    const response = await gateway.request({
      viewer: viewerOf(ctx),
      portlet,
      target: targetOf(ctx, portlet),
      method: ctx.method,
      headers: upstreamHeaders(ctx.req.headers),
      ...(body && { body }),
      requestId: ctx.state.requestId,
      signal: gone.signal,
    });
    await answer(ctx, response);
  });
}

// From the raw address: decoding and encoding again would change escaped slashes.
function targetOf(ctx: Context, portlet: string): string {
  const raw = ctx.req.url ?? '';
  const at = raw.indexOf(`${GATEWAY_PREFIX}/`) + GATEWAY_PREFIX.length + 1;
  return raw.slice(raw.indexOf('/', at + portlet.length));
}

function bodyOf(ctx: Context): ReadableStream<Uint8Array> | undefined {
  const hasBody = ctx.get('transfer-encoding') !== '' || Number(ctx.get('content-length') || 0) > 0;
  if (!hasBody || ctx.method === 'GET' || ctx.method === 'HEAD') return undefined;
  return Readable.toWeb(ctx.req) as unknown as ReadableStream<Uint8Array>;
}

async function answer(ctx: Context, response: Response): Promise<void> {
  ctx.status = response.status;
  for (const [name, value] of Object.entries(downstreamHeaders(response.headers))) ctx.set(name, value);
  if (!response.body || ctx.method === 'HEAD') {
    ctx.body = null;
    ctx.status = response.status;
    return;
  }
  const isSmallJson =
    /\bjson\b/.test(ctx.type) && Number(response.headers.get('content-length') ?? Infinity) < 1_048_576;
  if (isSmallJson) {
    // Complete in memory, so that it is compressed on the way to the browser.
    const type = ctx.response.get('content-type');
    const content = Buffer.from(
      await response.arrayBuffer().catch((cause: unknown) => {
        throw problem('service-unavailable', { detail: 'the answer broke off', cause });
      }),
    );
    ctx.body = compressSmall(ctx, content);
    ctx.set('content-type', type);
    return;
  }
  // Past Koa: an answer that breaks off must break the connection, too.
  ctx.respond = false;
  ctx.res.statusCode = response.status;
  const source = Readable.fromWeb(response.body as unknown as NodeReadableStream<Uint8Array>);
  await pipeline(source, ctx.res).catch((error: unknown) => {
    ctx.state.log?.debug('gateway-answer-broken', { error });
    ctx.res.destroy();
  });
}
