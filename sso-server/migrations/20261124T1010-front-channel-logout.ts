import { columns } from '@yimen/database';
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('relying_party')
    .addColumn('frontchannel_logout_uri', columns.text(db))
    .execute();
  await db.schema
    .alterTable('relying_party')
    .addColumn('is_frontchannel_session_required', columns.boolean(db), (c) => c.notNull().defaultTo(false))
    .execute();
  await db.schema
    .alterTable('logout_delivery')
    .addColumn('channel', columns.id(db), (c) => c.notNull().defaultTo('back'))
    .execute();
  // Receipts are read newest first.
  await sql`create index logout_delivery_created on logout_delivery (created_at, id)`.execute(db);
}
