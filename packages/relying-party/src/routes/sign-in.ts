import type { Middleware } from 'koa';
import type { RelyingPartyParts } from '../relying-party-parts.ts';
import { safeReturnTo } from '../return-to.ts';
import { beginSignIn } from './begin-sign-in.ts';
import { goTo } from './go-to.ts';

// OpenID Connect Core, 3.1.2.1: values parted by spaces.
const acrList = /^[\x21-\x7e]{1,200}( [\x21-\x7e]{1,200}){0,9}$/;

/**
 * GET /auth/sign-in?return_to=/path. With `acr_values` whoever is signed in goes to the provider too, for a stronger
 * sign-in (RFC 9470, 4): she comes back to the same page, and the session she comes back with replaces this one.
 */
export function signIn(parts: RelyingPartyParts): Middleware {
  return async (ctx) => {
    const returnTo = safeReturnTo(ctx.query.return_to, parts.settings.publicUrl);
    const { acr_values: asked } = ctx.query;
    const acrValues = typeof asked === 'string' && acrList.test(asked) ? asked : undefined;
    if (ctx.state.session && acrValues === undefined) goTo(ctx, returnTo);
    else await beginSignIn(parts, ctx, { returnTo, attempt: 1, acrValues });
  };
}
