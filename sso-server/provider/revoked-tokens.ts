import { type Database, prepareQuery } from '@yimen/database';
import type { SsoDatabase } from '../database-schema.ts';

export type RevokedTokens = ReturnType<typeof createRevokedTokens>;

/** Signed tokens that were revoked before they expired. They live five minutes, so the list stays short. */
export function createRevokedTokens({ db }: { db: Database<SsoDatabase> }) {
  const find = prepareQuery<{ jti: string }, { jti: string }, SsoDatabase>(db.query, (query, value) =>
    query.selectFrom('revoked_token').select('jti').where('jti', '=', value.jti),
  );
  return {
    async has(jti: string): Promise<boolean> {
      return (await find({ jti })).rows.length > 0;
    },
    async add(jti: string, expiresAt: number): Promise<void> {
      await db.query
        .insertInto('revoked_token')
        .values({ jti, expires_at: expiresAt })
        .onConflict((conflict) => conflict.column('jti').doNothing())
        .execute();
    },
  };
}
