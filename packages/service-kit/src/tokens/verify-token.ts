import { problem } from '@yimen/problem';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { discover } from './discovery.ts';
import { issuerKeys } from './issuer-keys.ts';

/** Checks an access token and gives its claims. */
export type VerifyToken = (token: string, audience: string) => Promise<JWTPayload>;

/** The token is not one that may be accepted: answered with 401, never with the reason in detail. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

// One algorithm on purpose: what the header of a token says is the attacker's choice.
const algorithms = ['ES256'];
const clockTolerance = 5;

const verifiers = new WeakMap<typeof fetch, Map<string, VerifyToken>>();

/** The verifier of an issuer; routes share one, and with it its key set. */
export function verifierOf(issuer: string, fetchFrom: typeof fetch): VerifyToken {
  const known = verifiers.get(fetchFrom) ?? new Map<string, VerifyToken>();
  verifiers.set(fetchFrom, known);
  const verifier = known.get(issuer) ?? createVerifier(issuer, fetchFrom);
  known.set(issuer, verifier);
  return verifier;
}

function createVerifier(issuer: string, fetchFrom: typeof fetch): VerifyToken {
  const discovery = discover(issuer, fetchFrom);
  let keys: JWTVerifyGetKey | undefined;
  return async (token, audience) => {
    if (!keys) {
      const { jwks_uri } = await discovery();
      keys ??= issuerKeys(jwks_uri, { fetch: fetchFrom });
    }
    try {
      // RFC 9068, section 4
      const { payload } = await jwtVerify(token, keys, {
        algorithms,
        audience,
        clockTolerance,
        issuer,
        typ: 'at+jwt',
        requiredClaims: ['exp', 'iat', 'sub', 'client_id', 'jti'],
      });
      return payload;
    } catch (error) {
      throw isKeySetFailure(error)
        ? keysUnavailable(error)
        : new TokenRefused('not acceptable', { cause: error });
    }
  };
}

/** Without keys nothing is known about the token: that is our trouble, not the caller's. */
function isKeySetFailure(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return (
    error.code === errors.JWKSTimeout.code ||
    error.code === 'ERR_JOSE_GENERIC' ||
    error.code === errors.JWKSInvalid.code
  );
}

function keysUnavailable(cause: unknown): Error {
  return problem('service-unavailable', { detail: 'the keys of the sso-server cannot be read', cause });
}
