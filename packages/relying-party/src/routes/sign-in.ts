import type { Middleware } from 'koa';
import type { RelyingPartyParts } from '../relying-party-parts.ts';
import { safeReturnTo } from '../return-to.ts';
import { beginSignIn } from './begin-sign-in.ts';
import { goTo } from './go-to.ts';

/** GET /auth/sign-in?return_to=/path */
export function signIn(parts: RelyingPartyParts): Middleware {
  return async (ctx) => {
    const returnTo = safeReturnTo(ctx.query.return_to, parts.settings.publicUrl);
    if (ctx.state.session) goTo(ctx, returnTo);
    else await beginSignIn(parts, ctx, { returnTo, attempt: 1 });
  };
}
