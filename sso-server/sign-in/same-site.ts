import { problem } from '@yimen/problem';
import type { Middleware } from 'koa';

/**
 * Forms of these pages are posted from these pages. The interaction cookie (SameSite=Lax, path of its own)
 * already keeps others out; browsers that say where a request comes from are believed on top.
 */
export function requireOwnForm(publicUrl: string): Middleware {
  const own = new URL(publicUrl).origin;
  return async (ctx, next) => {
    const site = ctx.get('sec-fetch-site');
    const origin = ctx.get('origin');
    const isForeign = site !== '' && site !== 'same-origin' && site !== 'none';
    if (isForeign || (origin !== '' && origin !== own)) throw problem('cross-site-request');
    await next();
  };
}
