import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
// OpenID Connect Back-Channel Logout 1.0, 2.6: never `none`; shared-secret algorithms would let a client forge one.
const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'RS256',
  'RS384',
  'PS256',
  'PS384',
  'PS512',
  'EdDSA',
  'Ed25519',
];
const TYPES = new Set(['logout+jwt', 'jwt']);
const CLOCK_TOLERANCE_S = 30;

/** What a valid logout token asks for: end the sessions of `sid`, or all of `sub`. At least one is present. */
export type LogoutOrder = { jti: string; sid?: string; sub?: string };

/** A logout token broke a rule; the message says which. */
export class LogoutTokenRefused extends Error {
  override readonly name = 'LogoutTokenRefused';
}

/**
 * Validates a logout token by OpenID Connect Back-Channel Logout 1.0, section 2.6 (replay is the store's concern).
 *
 * @throws LogoutTokenRefused naming the broken rule; errors of fetching the keys pass through
 */
export async function validateLogoutToken(
  token: string,
  o: { issuer: string; clientId: string; keys: JWTVerifyGetKey; now: number },
): Promise<LogoutOrder> {
  const { payload, protectedHeader } = await jwtVerify(token, o.keys, {
    issuer: o.issuer,
    audience: o.clientId,
    algorithms: ALGORITHMS,
    requiredClaims: ['iss', 'aud', 'iat', 'exp', 'jti', 'events'],
    clockTolerance: CLOCK_TOLERANCE_S,
    currentDate: new Date(o.now),
  }).catch((error: unknown) => {
    throw isTokenFault(error) ? new LogoutTokenRefused((error as Error).message) : error;
  });
  checkType(protectedHeader.typ);
  checkIssuedAt(payload, o.now);
  checkEvents(payload);
  return readOrder(payload);
}

// jose: every fault of the token itself has such a code; fetching the keys fails with others.
const TOKEN_FAULTS =
  /^ERR_(JW[ST]_|JOSE_ALG_NOT_ALLOWED|JOSE_NOT_SUPPORTED|JWKS_NO_MATCHING_KEY|JWKS_MULTIPLE)/;

function isTokenFault(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && TOKEN_FAULTS.test(code);
}

// 2.4: explicitly typed `logout+jwt`; `JWT` is what older providers send. An access token (`at+jwt`) never passes.
function checkType(typ: string | undefined): void {
  if (!TYPES.has((typ ?? '').toLowerCase().replace(/^application\//, ''))) {
    throw new LogoutTokenRefused('typ must be logout+jwt or JWT');
  }
}

function checkIssuedAt({ iat }: JWTPayload, now: number): void {
  if (typeof iat !== 'number' || iat * 1000 > now + CLOCK_TOLERANCE_S * 1000) {
    throw new LogoutTokenRefused('iat must be a time in the past');
  }
}

// 2.6: `events` is an object with this member, whose value is a JSON object; and there is no `nonce`.
function checkEvents({ events, nonce }: JWTPayload): void {
  const value = isObject(events) ? events[EVENT] : undefined;
  if (!isObject(value)) throw new LogoutTokenRefused(`events must have an object under ${EVENT}`);
  if (nonce !== undefined) throw new LogoutTokenRefused('nonce must not be present');
}

function readOrder({ jti, sid, sub }: JWTPayload): LogoutOrder {
  if (typeof jti !== 'string' || jti === '') throw new LogoutTokenRefused('jti must be a string');
  if (sid !== undefined && (typeof sid !== 'string' || sid === '')) {
    throw new LogoutTokenRefused('sid must be a string');
  }
  if (sub !== undefined && (typeof sub !== 'string' || sub === '')) {
    throw new LogoutTokenRefused('sub must be a string');
  }
  if (sid === undefined && sub === undefined) throw new LogoutTokenRefused('sub or sid must be present');
  return { jti, ...(sid !== undefined && { sid }), ...(sub !== undefined && { sub }) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
