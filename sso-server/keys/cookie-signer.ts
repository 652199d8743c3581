import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** What koa and oidc-provider ask of their `keys`: the interface of the package keygrip. */
export type CookieSigner = {
  sign(data: string): string;
  /** Which key signed this, or -1; 0 is the one that signs now. */
  index(data: string, digest: string): number;
  verify(data: string, digest: string): boolean;
};

/**
 * Signs cookies as keygrip does by default (HMAC-SHA-1, base64url), so that cookies from before stay good. Keys are
 * imported once and a signature is computed once per check: several of these belong to each request of a sign-in.
 * @param secrets the newest first
 */
export function createCookieSigner(secrets: readonly string[]): CookieSigner {
  const keys = secrets.map((secret) => createSecretKey(secret, 'utf8'));
  const [newest] = keys;
  if (!newest) throw new Error('no key to sign cookies with');
  const signature = (data: string, key: typeof newest) => createHmac('sha1', key).update(data).digest();
  const index = (data: string, digest: string) => {
    const given = Buffer.from(digest, 'base64url');
    return keys.findIndex((key) => {
      const expected = signature(data, key);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  };
  return {
    sign: (data) => signature(data, newest).toString('base64url'),
    index,
    verify: (data, digest) => index(data, digest) >= 0,
  };
}
