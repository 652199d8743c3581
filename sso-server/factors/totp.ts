import { Secret, TOTP } from 'otpauth';

/** RFC 6238 with what every authenticator app understands. */
const parameters = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** RFC 6238, 5.2: one step of drift either way. */
const window = 1;

/** 160 bits, the length of the hash (RFC 4226, 4, R6), in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The time step whose code this is, of the current one and its neighbours; undefined when it is none of them. */
export function stepOfCode(secret: string, code: string, nowMs: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const totp = new TOTP({ ...parameters, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: code, timestamp: nowMs, window });
  return delta === null ? undefined : Math.floor(nowMs / 1000 / parameters.period) + delta;
}

/** What the QR code holds (Key URI Format of the authenticator apps). */
export function totpUri(o: { secret: string; issuer: string; account: string }): string {
  return new TOTP({
    ...parameters,
    secret: Secret.fromBase32(o.secret),
    issuer: o.issuer,
    label: o.account,
  }).toString();
}

/** What people type: spaces and full-width digits are the same code. */
export function normalCode(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '');
}
