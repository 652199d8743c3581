import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

/** Transaction ids mean something in one PostgreSQL cluster only: the head notes which, and since which row. */
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('audit_head')
    .addColumn('cluster', columns.text(db), (c) => c.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('audit_head')
    .addColumn('since_sequence', columns.integer(db), (c) => c.notNull().defaultTo(0))
    .execute();
}

export async function down(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable('audit_head').dropColumn('since_sequence').execute();
  await db.schema.alterTable('audit_head').dropColumn('cluster').execute();
}
