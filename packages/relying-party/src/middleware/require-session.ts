import { problem } from '@yimen/problem';
import type { Context, Middleware } from 'koa';
import { isOpaqueId } from '../opaque-id.ts';
import type { RelyingPartyParts } from '../relying-party-parts.ts';
import { safeReturnTo } from '../return-to.ts';
import { signInPath } from '../routes/begin-sign-in.ts';
import { goTo } from '../routes/go-to.ts';

/** Lets through requests with a session. A page is sent to sign in and comes back; an API call gets a problem. */
export function requireSession({ sessionCookie, settings }: RelyingPartyParts): Middleware {
  return async (ctx, next) => {
    if (ctx.state.session) return await next();
    if (isNavigation(ctx)) {
      ctx.set('Cache-Control', 'no-store');
      goTo(ctx, signInPath(safeReturnTo(ctx.path + ctx.search, settings.publicUrl)));
      return;
    }
    const cookie = sessionCookie.read(ctx);
    throw problem(cookie !== undefined && isOpaqueId(cookie) ? 'session-ended' : 'sign-in-required');
  };
}

function isNavigation(ctx: Context): boolean {
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return false;
  return ctx.get('x-yimen-request') === '' && /\btext\/html\b/.test(ctx.get('accept'));
}
