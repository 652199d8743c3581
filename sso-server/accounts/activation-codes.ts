import { hash, randomInt, timingSafeEqual } from 'node:crypto';
import type { Database } from '@yimen/database';
import type { Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import type { PolicyProfile } from './policy/policy-profiles.ts';

/** Without letters and digits that look alike in print: 0 O, 1 I L, 2 Z. */
const alphabet = '3456789ABCDEFGHJKMNPQRSTUVWXY';
const groups = 4;
const groupLength = 4;

export type ActivationCodes = ReturnType<typeof createActivationCodes>;
export type IssuedCode = { sub: string; codeHash: string; by: string | null };

/**
 * One-time codes with which a person sets her first or next password. 16 signs of 29, 77 bits: a plain SHA-256 keeps
 * them at rest. Whoever issues one sees it once.
 */
export function createActivationCodes(o: {
  db: Database<SsoDatabase>;
  policy: () => PolicyProfile;
  now: () => number;
}) {
  const expiry = () => o.now() + o.policy().activationHours * 3_600_000;

  return {
    expiry,

    async issue(trx: Transaction<SsoDatabase>, issued: IssuedCode): Promise<void> {
      const { sub, codeHash, by } = issued;
      const row = { code_hash: codeHash, created_at: o.now(), expires_at: expiry(), created_by: by };
      await trx
        .insertInto('activation_code')
        .values({ sub, ...row })
        .onConflict((conflict) => conflict.column('sub').doUpdateSet(row))
        .execute();
    },

    /** Whether this is the code of this person now. Somebody who does not exist has none. */
    async isCodeOf(sub: string | undefined, code: string): Promise<boolean> {
      const row = await o.db.query
        .selectFrom('activation_code')
        .selectAll()
        .where('sub', '=', sub ?? '')
        .executeTakeFirst();
      const given = Buffer.from(hashOfCode(code));
      return (
        timingSafeEqual(given, Buffer.from(row?.code_hash ?? hashOfCode(''))) &&
        (row?.expires_at ?? 0) > o.now()
      );
    },

    /** Exactly one of several at once gets true. */
    async consume(trx: Transaction<SsoDatabase>, sub: string, code: string): Promise<boolean> {
      const result = await trx
        .deleteFrom('activation_code')
        .where('sub', '=', sub)
        .where('code_hash', '=', hashOfCode(code))
        .where('expires_at', '>', o.now())
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },

    async discard(trx: Transaction<SsoDatabase>, sub: string): Promise<void> {
      await trx.deleteFrom('activation_code').where('sub', '=', sub).execute();
    },

    async expiryOf(sub: string): Promise<number | null> {
      const row = await o.db.query
        .selectFrom('activation_code')
        .select('expires_at')
        .where('sub', '=', sub)
        .executeTakeFirst();
      return row?.expires_at ?? null;
    },
  };
}

/** A new code, for whoever issues it and nobody else. */
export function newActivationCode(): string {
  const group = () =>
    Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** Typed in small letters, full-width or without hyphens, it is the same code. */
export function hashOfCode(code: string): string {
  return hash(
    'sha256',
    code
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, ''),
    'base64url',
  );
}
