import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

/** Checks of relying parties, each with its steps. */
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('live_check')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('client_id', columns.id(db), (c) => c.notNull())
    .addColumn('requested_by', columns.id(db), (c) => c.notNull())
    .addColumn('requested_username', columns.text(db), (c) => c.notNull())
    .addColumn('start_url', columns.text(db))
    .addColumn('steps_json', columns.json(db), (c) => c.notNull())
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('finished_at', columns.instant(db))
    .execute();
  await db.schema
    .createIndex('live_check_client')
    .on('live_check')
    .columns(['client_id', 'created_at'])
    .execute();
}
