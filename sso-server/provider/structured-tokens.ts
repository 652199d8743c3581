import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { Middleware } from 'koa';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { mayUse } from '../relying-parties/may-use.ts';
import type { Services } from '../services.ts';
import { publicPart } from './own-tokens.ts';
import { paths } from './paths.ts';

type Parts = {
  issuer: string;
  services: Pick<
    Services,
    'relyingParties' | 'resources' | 'sessions' | 'people' | 'revokedTokens' | 'keyRing' | 'now'
  >;
};
type SignedToken = JWTPayload & { jti: string; sub: string; iat: number; exp: number; client_id: string };

/**
 * Introspection (RFC 7662) and revocation (RFC 7009) of JWT access tokens. The library authenticates the client
 * and then refuses structured tokens, since it does not store them (S11); that refusal is answered here. A
 * signed token is active while its session, its grant, its person's right and its client are, so what is thrown
 * out here is out at once wherever introspection is asked.
 */
export function answerStructuredTokens(parts: Parts): Middleware {
  const { keyRing } = parts.services;
  let known: { jwks: object; keys: ReturnType<typeof createLocalJWKSet> } | undefined;

  function currentKeys() {
    const { jwks } = keyRing.keys();
    if (known?.jwks !== jwks) known = { jwks, keys: createLocalJWKSet({ keys: jwks.keys.map(publicPart) }) };
    return known.keys;
  }

  async function verify(token: string): Promise<SignedToken | undefined> {
    try {
      const { payload } = await jwtVerify(token, currentKeys(), {
        issuer: parts.issuer,
        typ: 'at+jwt',
        requiredClaims: ['jti', 'sub', 'iat', 'exp', 'client_id', 'aud'],
        currentDate: new Date(parts.services.now()),
      });
      return payload as SignedToken;
    } catch {
      return undefined;
    }
  }

  return async (ctx, next) => {
    await next();
    const isIntrospection = ctx.path === paths.provider.introspection;
    if (!isIntrospection && ctx.path !== paths.provider.revocation) return;
    const refusal = ctx.body as { error?: unknown } | undefined;
    const { oidc } = ctx as unknown as KoaContextWithOIDC;
    if (refusal?.error !== 'unsupported_token_type' || !oidc?.client) return;
    const token = await verify(String(oidc.params?.token));
    const { clientId } = oidc.client;
    ctx.status = 200;
    if (isIntrospection) {
      const isShown =
        token && (await mayIntrospect(parts, clientId, token)) && (await isActive(parts, token));
      ctx.body = isShown ? { active: true, token_type: 'Bearer', ...token } : { active: false };
      return;
    }
    // RFC 7009, 2.2: a token that is not valid, or not this client's, is answered in the same way.
    if (token?.client_id === clientId) await parts.services.revokedTokens.add(token.jti, token.exp * 1000);
    ctx.body = '';
  };
}

/** A client sees its own tokens, a service those that were made for it (its client has the resource's name). */
async function mayIntrospect({ services }: Parts, clientId: string, token: SignedToken): Promise<boolean> {
  if (token.client_id === clientId) return true;
  const [audience, ...others] = [token.aud ?? []].flat();
  if (audience === undefined || others.length > 0) return false;
  return (await services.resources.findByAudience(audience))?.id === clientId;
}

async function isActive({ services }: Parts, token: SignedToken): Promise<boolean> {
  const [party, isRevoked] = await Promise.all([
    services.relyingParties.find(token.client_id),
    services.revokedTokens.has(token.jti),
  ]);
  if (!party?.isActive || isRevoked) return false;
  // RFC 9068, 2.2: with client credentials the subject is the client, and there is no session.
  if (token.sid === undefined) return token.sub === token.client_id;
  const [open, member] = await Promise.all([
    services.sessions.findOpenClient({ clientId: token.client_id, sid: String(token.sid) }),
    services.people.member(token.sub),
  ]);
  if (!open || open.account_id !== token.sub || !member || !mayUse(member, party)) return false;
  // A grant that was revoked and made again under the same identifier does not bring old tokens back.
  return open.granted_at !== undefined && open.granted_at <= token.iat;
}
