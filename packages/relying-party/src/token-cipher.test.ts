import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createTokenCipher } from './token-cipher.ts';

const secret = () => randomBytes(32).toString('base64url');

describe('token cipher', () => {
  it('opens what it sealed, for the same row and secret only', () => {
    const cipher = createTokenCipher(secret());
    const sealed = cipher.seal({ accessToken: 'a' }, 'row');
    expect(cipher.open(sealed, 'row')).toEqual({ accessToken: 'a' });
    expect(cipher.open(sealed, 'other row')).toBeUndefined();
    expect(createTokenCipher(secret()).open(sealed, 'row')).toBeUndefined();
    expect(cipher.seal({ accessToken: 'a' }, 'row')).not.toBe(sealed);
  });

  it('does not open what was altered or cut short', () => {
    const cipher = createTokenCipher(secret());
    const bytes = Buffer.from(cipher.seal('text', 'row'), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(cipher.open(altered.toString('base64url'), 'row')).toBeUndefined();
      expect(cipher.open(bytes.subarray(0, at).toString('base64url'), 'row')).toBeUndefined();
    }
  });

  it('refuses a secret that is too short', () => {
    expect(() => createTokenCipher(randomBytes(16).toString('base64url'))).toThrow(/32/);
  });
});
