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
export type IssuedCode = { code: string; expiresAt: number };

/**
 * One-time codes with which a person sets her first or next password. 16 signs of 29, 77 bits: a plain SHA-256 keeps
 * them at rest. Whoever issues one sees it once.
 */
export function createActivationCodes(o: {
  db: Database<SsoDatabase>;
  policy: () => PolicyProfile;
  now: () => number;
}) {
  return {
    async issue(trx: Transaction<SsoDatabase>, sub: string, by: string | null): Promise<IssuedCode> {
      const code = newCode();
      const expiresAt = o.now() + o.policy().activationHours * 3_600_000;
      const row = { code_hash: hashOf(code), created_at: o.now(), expires_at: expiresAt, created_by: by };
      await trx
        .insertInto('activation_code')
        .values({ sub, ...row })
        .onConflict((conflict) => conflict.column('sub').doUpdateSet(row))
        .execute();
      return { code, expiresAt };
    },

    /** Whether this is the code of this person now. Somebody who does not exist has none. */
    async isCodeOf(sub: string | undefined, code: string): Promise<boolean> {
      const row = await o.db.query
        .selectFrom('activation_code')
        .selectAll()
        .where('sub', '=', sub ?? '')
        .executeTakeFirst();
      const given = Buffer.from(hashOf(code));
      return (
        timingSafeEqual(given, Buffer.from(row?.code_hash ?? hashOf(''))) && (row?.expires_at ?? 0) > o.now()
      );
    },

    /** Exactly one of several at once gets true. */
    async consume(trx: Transaction<SsoDatabase>, sub: string, code: string): Promise<boolean> {
      const result = await trx
        .deleteFrom('activation_code')
        .where('sub', '=', sub)
        .where('code_hash', '=', hashOf(code))
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

function newCode(): string {
  const group = () =>
    Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

/** Typed in small letters, full-width or without hyphens, it is the same code. */
function hashOf(code: string): string {
  return hash(
    'sha256',
    code
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, ''),
    'base64url',
  );
}
