import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { KeyRing } from '../keys/key-ring.ts';

/** OpenID Connect Back-Channel Logout 1.0, section 2.4. */
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
const lifetimeSeconds = 120;

export type LogoutTokenIssuer = (o: {
  clientId: string;
  alg: string;
  sub: string;
  sid: string;
}) => Promise<string>;

/** Mints logout tokens with the provider's keys; every attempt gets a fresh one, with a `jti` of its own. */
export function createLogoutTokenIssuer(o: {
  issuer: string;
  keyRing: Pick<KeyRing, 'keys'>;
  now: () => number;
}): LogoutTokenIssuer {
  return async ({ clientId, alg, sub, sid }) => {
    const jwk = o.keyRing.keys().jwks.keys.find((key) => key.alg === alg);
    if (!jwk) throw new Error(`no signing key for ${alg}`);
    const at = Math.floor(o.now() / 1000);
    return new SignJWT({ sid, events: { [logoutEvent]: {} } })
      .setProtectedHeader({ alg, kid: jwk.kid, typ: 'logout+jwt' })
      .setIssuer(o.issuer)
      .setAudience(clientId)
      .setSubject(sub)
      .setJti(randomUUID())
      .setIssuedAt(at)
      .setExpirationTime(at + lifetimeSeconds)
      .sign(await importJWK(jwk, alg));
  };
}
