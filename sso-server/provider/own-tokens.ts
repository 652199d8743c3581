import { requireToken } from '@yimen/service-kit';
import type { JWK } from 'jose';
import type { Middleware } from 'koa';
import type { KeyRing } from '../keys/key-ring.ts';
import { paths } from './paths.ts';

/** The audience of the provider's own APIs. */
export const ssoAudience = 'urn:yimen:service:sso';

export type RequireOwnToken = (scope: string) => Middleware;

/**
 * The provider's APIs take the tokens that the provider issues, checked as any service checks them. Its
 * keys are at hand, so no request goes out to itself.
 */
export function createRequireOwnToken(issuer: string, keyRing: KeyRing): RequireOwnToken {
  let current = { jwks: keyRing.keys().jwks, fetch: fetchKeys(issuer, keyRing.keys().jwks) };
  return (scope) => {
    let made: { from: typeof fetch; check: Middleware } | undefined;
    return (ctx, next) => {
      const { jwks } = keyRing.keys();
      // A verifier remembers its keys. A distrusted one must not count for another moment here.
      if (current.jwks !== jwks) current = { jwks, fetch: fetchKeys(issuer, jwks) };
      if (made?.from !== current.fetch) {
        const options = { issuer, audience: ssoAudience, scope, fetch: current.fetch };
        made = { from: current.fetch, check: requireToken(options) };
      }
      return made.check(ctx, next);
    };
  };
}

function fetchKeys(issuer: string, jwks: { keys: JWK[] }): typeof fetch {
  const documents: Record<string, unknown> = {
    [`${issuer}/.well-known/openid-configuration`]: {
      issuer,
      jwks_uri: `${issuer}${paths.provider.jwks}`,
      token_endpoint: `${issuer}${paths.provider.token}`,
    },
    [`${issuer}${paths.provider.jwks}`]: { keys: jwks.keys.map(publicPart) },
  };
  return async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    return url in documents ? Response.json(documents[url]) : new Response(null, { status: 404 });
  };
}

/** What a verifier may know of a key. */
export function publicPart({ kty, kid, alg, use, crv, x, y, n, e }: JWK): JWK {
  return JSON.parse(JSON.stringify({ kty, kid, alg, use, crv, x, y, n, e })) as JWK;
}
