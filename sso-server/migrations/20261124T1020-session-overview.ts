import { columns } from '@yimen/database';
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  // Which of her devices a session is on: the hash of the device's cookie.
  await db.schema.alterTable('session').addColumn('device', columns.id(db)).execute();
  await sql`create index session_started on session (created_at, uid)`.execute(db);
  await sql`create index session_client_client on session_client (client_id)`.execute(db);
  await createDeviceNotice(db);
  await db.schema
    .createTable('session_admission')
    .addColumn('session_uid', columns.id(db), (c) => c.primaryKey())
    .addColumn('account_id', columns.id(db), (c) => c.notNull())
    .addColumn('admitted_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await sql`create index session_admission_account on session_admission (account_id)`.execute(db);
  await db.schema
    .createTable('session_limit_turn')
    .addColumn('account_id', columns.id(db), (c) => c.primaryKey())
    .addColumn('turn', columns.integer(db), (c) => c.notNull())
    .execute();
}

async function createDeviceNotice(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable('known_device').addColumn('announced_at', columns.instant(db)).execute();
  await db.updateTable('known_device').set({ announced_at: sql`seen_at` }).execute();
  await db.schema
    .createTable('device_notice')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('sub', columns.id(db), (c) => c.notNull())
    .addColumn('device', columns.id(db), (c) => c.notNull())
    .addColumn('session_uid', columns.id(db), (c) => c.notNull())
    .addColumn('ip', columns.text(db))
    .addColumn('user_agent', columns.text(db))
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('dismissed_at', columns.instant(db))
    .execute();
  await sql`create index device_notice_open on device_notice (sub) where dismissed_at is null`.execute(db);
}
