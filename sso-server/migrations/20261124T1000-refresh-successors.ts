import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

/** A refresh token that was used remembers its successor, sealed, for those who refreshed at the same moment. */
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable('oidc_model').addColumn('sealed_successor', columns.text(db)).execute();
  // RFC 7009 for signed tokens, which are not stored: what was revoked before its time.
  await db.schema
    .createTable('revoked_token')
    .addColumn('jti', columns.id(db), (c) => c.primaryKey())
    .addColumn('expires_at', columns.instant(db), (c) => c.notNull())
    .execute();
}
