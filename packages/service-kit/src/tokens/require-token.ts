import { problem } from '@yimen/problem';
import type { Middleware } from 'koa';
import { type Caller, callerFrom, callerOf } from './caller.ts';
import { TokenRefused, verifierOf } from './verify-token.ts';

// RFC 6750, 2.1: the scheme is case-insensitive, the token is b64token.
const bearer = /^bearer +([\w\-.~+/]+=*)$/i;

/**
 * Lets a request pass that carries an access token of the issuer for this audience, and sets `ctx.state.caller`.
 * Tokens are JWTs of RFC 9068 (`typ` at+jwt, ES256), checked with the issuer's published keys; only the
 * `authorization` header counts.
 * @param o issuer identifier, own resource indicator, the scopes needed (all of them, space separated)
 * @throws problem `sign-in-required` with `www-authenticate` (RFC 6750, section 3), `forbidden` when a scope is
 *   missing, `service-unavailable` while the issuer's keys cannot be read
 */
export function requireToken(o: {
  issuer: string;
  audience: string;
  scope?: string;
  fetch?: typeof fetch;
}): Middleware {
  const verify = verifierOf(o.issuer, o.fetch ?? fetch);
  const scopes = o.scope?.split(' ').filter(Boolean) ?? [];
  return async (ctx, next) => {
    const token = bearer.exec(ctx.get('authorization'))?.[1];
    if (token === undefined) throw refusal('Bearer');
    const caller = await verify(token, o.audience).then(callerFrom, (error: unknown) => {
      if (error instanceof TokenRefused) throw refusal('Bearer error="invalid_token"', error);
      throw error;
    });
    if (!caller) throw refusal('Bearer error="invalid_token"');
    refuseMissing(caller, scopes);
    ctx.state.caller = caller;
    await next();
  };
}

/**
 * Behind `requireToken`: asks for further scopes on single routes.
 * @throws problem `forbidden` with `www-authenticate` naming the scopes
 */
export function requireScope(...scopes: string[]): Middleware {
  return async (ctx, next) => {
    refuseMissing(callerOf(ctx), scopes);
    await next();
  };
}

function refuseMissing(caller: Caller, scopes: string[]): void {
  if (scopes.every((scope) => caller.scopes.includes(scope))) return;
  const headers = { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scopes.join(' ')}"` };
  throw problem('forbidden', { detail: `needs scope ${scopes.join(' ')}`, headers });
}

function refusal(challenge: string, cause?: unknown): Error {
  return problem('sign-in-required', { headers: { 'www-authenticate': challenge }, cause });
}
