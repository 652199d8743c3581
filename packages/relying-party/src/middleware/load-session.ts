import type { Middleware } from 'koa';
import { isOpaqueId } from '../opaque-id.ts';
import type { RelyingPartyParts } from '../relying-party-parts.ts';

/** Sets `ctx.state.session` from the cookie. What cannot be a cookie of ours is no session, and is cleared. */
export function loadSession({ sessionCookie, sessions }: RelyingPartyParts): Middleware {
  return async (ctx, next) => {
    const cookie = sessionCookie.read(ctx);
    if (cookie !== undefined && ctx.state.session === undefined) {
      // Only garbage is cleared: an answer to an old request, late, would else wipe the cookie of a new sign-in.
      if (isOpaqueId(cookie)) ctx.state.session = await sessions.load(cookie);
      else sessionCookie.clear(ctx);
    }
    await next();
  };
}
