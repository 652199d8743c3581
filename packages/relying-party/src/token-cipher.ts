import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals JSON values for the database. `context` binds a value to its row: moved to another row it does not open. */
export type TokenCipher = {
  seal(value: unknown, context: string): string;
  /** Returns undefined when the value was sealed with another secret or for another row, or was altered. */
  open(sealed: string, context: string): unknown;
};

/** AES-256-GCM with a key derived from the program's secret (HKDF, RFC 5869). */
export function createTokenCipher(secret: string): TokenCipher {
  const material = Buffer.from(secret, 'base64url');
  if (material.length < 32) {
    throw new Error('The secret of a relying party must be at least 32 random bytes in base64url.');
  }
  const key = Buffer.from(hkdfSync('sha256', material, '', 'yimen relying party tokens', 32));
  return {
    seal(value, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
          .setAAD(Buffer.from(context))
          .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const plain = Buffer.concat([
          decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
          decipher.final(),
        ]);
        return JSON.parse(plain.toString());
      } catch {
        return undefined;
      }
    },
  };
}
