import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('sign_in_generation')
    .addColumn('account_id', columns.id(db), (c) => c.primaryKey())
    .addColumn('generation', columns.integer(db), (c) => c.notNull())
    .addColumn('sign_ins', columns.integer(db), (c) => c.notNull())
    .execute();
}

export async function down(db: Kysely<any>): Promise<void> {
  await db.schema.dropTable('sign_in_generation').execute();
}
