import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

/** Whether a planned change was one of an administrator's account: two persons agreed to it then. */
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('scheduled_change')
    .addColumn('is_of_administrator', columns.boolean(db), (c) => c.notNull().defaultTo(false))
    .execute();
}

export async function down(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable('scheduled_change').dropColumn('is_of_administrator').execute();
}
