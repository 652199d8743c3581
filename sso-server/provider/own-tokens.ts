import { requireToken } from '@yimen/service-kit';
import type { JWK } from 'jose';
import type { Middleware } from 'koa';
import { paths } from './paths.ts';

/** The audience of the provider's own APIs. */
export const ssoAudience = 'urn:yimen:service:sso';

export type RequireOwnToken = (scope: string) => Middleware;

/**
 * The provider's APIs take the tokens that the provider issues, checked as any service checks them. Its
 * keys are at hand, so no request goes out to itself.
 */
export function createRequireOwnToken(issuer: string, jwks: { keys: JWK[] }): RequireOwnToken {
  const documents: Record<string, unknown> = {
    [`${issuer}/.well-known/openid-configuration`]: {
      issuer,
      jwks_uri: `${issuer}${paths.provider.jwks}`,
      token_endpoint: `${issuer}${paths.provider.token}`,
    },
    [`${issuer}${paths.provider.jwks}`]: { keys: jwks.keys.map(publicPart) },
  };
  const fetchOwn: typeof fetch = async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    return url in documents ? Response.json(documents[url]) : new Response(null, { status: 404 });
  };
  return (scope) => requireToken({ issuer, audience: ssoAudience, scope, fetch: fetchOwn });
}

function publicPart({ kty, kid, alg, use, crv, x, y, n, e }: JWK): JWK {
  return JSON.parse(JSON.stringify({ kty, kid, alg, use, crv, x, y, n, e })) as JWK;
}
