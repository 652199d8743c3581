import { createHash } from 'node:crypto';

const algorithms = ['md5', 'sha1', 'sha256', 'sha512', 'sm3'] as const;
type Algorithm = (typeof algorithms)[number];

/** A fast hash of an older system: digest(salt + password) or digest(password + salt), no salt being an empty one. */
export type LegacyHash = { algorithm: Algorithm; order: 'before' | 'after'; salt: Buffer; digest: Buffer };

/** What an import may bring as `passwordHash`. */
export type ImportedHash =
  | { kind: 'ready'; hash: string }
  | { kind: 'legacy'; legacy: LegacyHash }
  | { kind: 'unknown' };

const bytes: Record<Algorithm, number> = { md5: 16, sha1: 20, sha256: 32, sha512: 64, sm3: 32 };
const argon2 = /^\$argon2id\$v=19\$m=\d{1,7},t=\d{1,3},p=\d{1,2}\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{22,}$/;
const bcrypt = /^\$2[aby]\$(0[4-9]|1[0-6])\$[./A-Za-z0-9]{53}$/;
const labelled = /^(md5|sha1|sha256|sha512|sm3)\$([^$]{0,128})\$([0-9a-f]+)$/i;
const ldap = /^\{(S?)(MD5|SHA|SHA1|SHA256|SHA512|SM3)\}([A-Za-z0-9+/]+={0,2})$/i;

/**
 * Reads the forms that people's old systems export: Argon2id and bcrypt as they are; `sha256$salt$hex` (salt before
 * the password, as Django wrote it); `{SSHA256}base64` (RFC 2307: digest, then the salt that came after the password).
 */
export function readImportedHash(text: string): ImportedHash {
  if (argon2.test(text) || bcrypt.test(text)) return { kind: 'ready', hash: text };
  const legacy = readLabelled(text) ?? readLdap(text);
  return legacy ? { kind: 'legacy', legacy } : { kind: 'unknown' };
}

function readLabelled(text: string): LegacyHash | undefined {
  const [, name = '', salt = '', hex = ''] = labelled.exec(text) ?? [];
  const algorithm = algorithms.find((each) => each === name.toLowerCase());
  if (!algorithm || hex.length !== bytes[algorithm] * 2) return undefined;
  return { algorithm, order: 'before', salt: Buffer.from(salt), digest: Buffer.from(hex, 'hex') };
}

function readLdap(text: string): LegacyHash | undefined {
  const [, salted = '', name = '', encoded = ''] = ldap.exec(text) ?? [];
  const lower = name.toLowerCase() === 'sha' ? 'sha1' : name.toLowerCase();
  const algorithm = algorithms.find((each) => each === lower);
  if (!algorithm) return undefined;
  const value = Buffer.from(encoded, 'base64');
  const [digest, salt] = [value.subarray(0, bytes[algorithm]), value.subarray(bytes[algorithm])];
  if (digest.length !== bytes[algorithm] || salt.length > 0 !== (salted !== '')) return undefined;
  return { algorithm, order: 'after', salt, digest };
}

const stored = /^\$legacy\$(md5|sha1|sha256|sha512|sm3)\$(before|after)\$([\w-]*)(\$argon2id\$.+)$/;

/** Form in the database: the old digest is itself the password of an Argon2id hash, so no fast hash is ever stored. */
export function storedForm({ algorithm, order, salt }: LegacyHash, argon2OfDigest: string): string {
  return `$legacy$${algorithm}$${order}$${salt.toString('base64url')}${argon2OfDigest}`;
}

/** What has to be given to Argon2id for this stored form: the password, or its digest by the old rule. */
export function readStored(text: string): { argon2: string; input: (password: string) => string } {
  const [, algorithm, order, salt = '', argon2Part] = stored.exec(text) ?? [];
  if (!algorithm || !argon2Part) return { argon2: text, input: (password) => password };
  const saltBytes = Buffer.from(salt, 'base64url');
  return {
    argon2: argon2Part,
    input: (password) => {
      const parts =
        order === 'before' ? [saltBytes, Buffer.from(password)] : [Buffer.from(password), saltBytes];
      return createHash(algorithm).update(Buffer.concat(parts)).digest('hex');
    },
  };
}
