import { problem } from '@yimen/problem';
import type { Context, Middleware } from 'koa';

const safe = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']); // RFC 9110, 9.2.1

/**
 * Refuses state-changing requests that a page of another site could have caused: they need the header
 * `x-yimen-request: 1`, which no form or image can send and CORS would ask about, and the browser's word that the
 * page is ours (`sec-fetch-site: same-origin`, or `origin` equal to our address in browsers without it).
 * @param o `publicUrl` is our address; when left out, the one that the request was sent to
 * @throws problem `cross-site-request`
 */
export function requireSameSite(o: { publicUrl?: string } = {}): Middleware {
  const own = o.publicUrl === undefined ? undefined : new URL(o.publicUrl).origin;
  return async (ctx, next) => {
    // Not ctx.origin: in Koa 3 that is the `origin` header, which the other site sends.
    if (!safe.has(ctx.method)) refuseForeign(ctx, own ?? `${ctx.protocol}://${ctx.host}`);
    await next();
  };
}

function refuseForeign(ctx: Context, own: string): void {
  if (ctx.get('x-yimen-request') !== '1')
    throw problem('cross-site-request', { detail: 'x-yimen-request is missing' });
  const site = ctx.get('sec-fetch-site');
  const isOurs = site === '' ? ctx.get('origin') === own : site === 'same-origin';
  if (!isOurs) throw problem('cross-site-request', { detail: 'the page is not of this site' });
}
