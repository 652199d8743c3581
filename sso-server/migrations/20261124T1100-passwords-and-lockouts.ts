import { columns } from '@yimen/database';
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .alterTable('credential')
    .addColumn('is_change_required', columns.boolean(db), (c) => c.notNull().defaultTo(sql`false`))
    .execute();
  await db.schema
    .createTable('password_history')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('sub', columns.id(db), (c) => c.notNull())
    .addColumn('password_hash', columns.text(db), (c) => c.notNull())
    .addColumn('replaced_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await sql`create index password_history_sub on password_history (sub, replaced_at)`.execute(db);
  await db.schema
    .createTable('activation_code')
    .addColumn('sub', columns.id(db), (c) => c.primaryKey())
    .addColumn('code_hash', columns.text(db), (c) => c.notNull())
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('expires_at', columns.instant(db), (c) => c.notNull())
    .addColumn('created_by', columns.id(db))
    .execute();
  await db.schema
    .createTable('policy_setting')
    .addColumn('name', columns.id(db), (c) => c.primaryKey())
    .addColumn('value_json', columns.json(db), (c) => c.notNull())
    .addColumn('updated_at', columns.instant(db), (c) => c.notNull())
    .addColumn('updated_by', columns.id(db))
    .execute();
  await makeThrottleVisible(db);
}

/** Counters last for a quarter of an hour: the table is made anew, with columns that say whom a row is about. */
async function makeThrottleVisible(db: Kysely<any>): Promise<void> {
  await db.schema.dropTable('sign_in_throttle').execute();
  await db.schema
    .createTable('sign_in_throttle')
    .addColumn('key', columns.id(db), (c) => c.primaryKey())
    .addColumn('kind', columns.text(db), (c) => c.notNull())
    .addColumn('username_folded', columns.id(db), (c) => c.notNull())
    .addColumn('sub', columns.id(db))
    .addColumn('network', columns.text(db))
    .addColumn('failures', columns.integer(db), (c) => c.notNull())
    .addColumn('last_at', columns.instant(db), (c) => c.notNull())
    .addColumn('blocked_until_at', columns.instant(db))
    .execute();
  await sql`create index sign_in_throttle_last on sign_in_throttle (last_at)`.execute(db);
  await sql`create index sign_in_throttle_name on sign_in_throttle (username_folded)`.execute(db);
}
