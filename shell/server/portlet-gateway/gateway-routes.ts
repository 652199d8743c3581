import { pipeline } from 'node:stream/promises';
import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import type { Context } from 'koa';
import { goneSignal } from '../http/gone-signal.ts';
import { viewerOf } from '../session/viewer.ts';
import { compressSmall } from './compress-small.ts';
import type { Gateway } from './gateway.ts';
import { downstreamHeaders, upstreamHeaders } from './gateway-headers.ts';
import { GATEWAY_PREFIX } from './read-json.ts';
import type { ServiceAnswer } from './service-client.ts';

// TRACE is not for services, and would count against them when it failed.
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS /portlets/:portlet/<path> */
export function addGatewayRoutes(router: Router, gateway: Gateway): void {
  router.register('/portlets/:portlet/*path', METHODS, async (ctx) => {
    const portlet = ctx.params.portlet ?? '';
    const response = await gateway.request({
      viewer: viewerOf(ctx),
      portlet,
      target: targetOf(ctx, portlet),
      method: ctx.method,
      headers: upstreamHeaders(ctx.req.headers),
      ...(hasBody(ctx) && { body: ctx.req }),
      requestId: ctx.state.requestId,
      signal: goneSignal(ctx),
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

function hasBody(ctx: Context): boolean {
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return false;
  return ctx.get('transfer-encoding') !== '' || Number(ctx.get('content-length') || 0) > 0;
}

async function answer(ctx: Context, { status, headers, body }: ServiceAnswer): Promise<void> {
  ctx.status = status;
  for (const [name, value] of Object.entries(downstreamHeaders(headers))) ctx.set(name, value);
  // RFC 9110, 6.4.1: answers without content.
  if (ctx.method === 'HEAD' || status === 204 || status === 304) {
    await body.dump();
    ctx.body = null;
    ctx.status = status;
    return;
  }
  const isSmallJson = /\bjson\b/.test(ctx.type) && Number(headers['content-length'] ?? Infinity) < 1_048_576;
  if (isSmallJson) {
    // Complete in memory, so that it is compressed on the way to the browser.
    const type = ctx.response.get('content-type');
    const content = Buffer.from(
      await body.arrayBuffer().catch((cause: unknown) => {
        throw problem('service-unavailable', { detail: 'the answer broke off', cause });
      }),
    );
    ctx.body = compressSmall(ctx, content);
    ctx.set('content-type', type);
    return;
  }
  // Past Koa: an answer that breaks off must break the connection, too.
  ctx.respond = false;
  ctx.res.statusCode = status;
  await pipeline(body, ctx.res).catch((error: unknown) => {
    ctx.state.log?.debug('gateway-answer-broken', { error });
    ctx.res.destroy();
  });
}
