import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

/** How far the audit trail was sent to a collector. */
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('audit_forward')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('position', columns.integer(db), (c) => c.notNull())
    .addColumn('holder', columns.text(db))
    .addColumn('held_until_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await db.insertInto('audit_forward').values({ id: 'syslog', position: 0, held_until_at: 0 }).execute();
}

export async function down(db: Kysely<any>): Promise<void> {
  await db.schema.dropTable('audit_forward').execute();
}
