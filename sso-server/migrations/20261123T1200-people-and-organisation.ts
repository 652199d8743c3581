import { columns } from '@yimen/database';
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('unit')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('parent_id', columns.id(db))
    .addColumn('code', columns.text(db))
    .addColumn('name_json', columns.json(db), (c) => c.notNull())
    .addColumn('sort_order', columns.integer(db), (c) => c.notNull())
    .addColumn('updated_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('post')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('name_json', columns.json(db), (c) => c.notNull())
    .addColumn('sort_order', columns.integer(db), (c) => c.notNull())
    .addColumn('updated_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('role')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('name_json', columns.json(db), (c) => c.notNull())
    .addColumn('description_json', columns.json(db))
    .addColumn('updated_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await createPerson(db);
  await db.schema
    .createTable('credential')
    .addColumn('sub', columns.id(db), (c) => c.primaryKey())
    .addColumn('password_hash', columns.text(db), (c) => c.notNull())
    .addColumn('changed_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('sign_in_throttle')
    .addColumn('key', columns.id(db), (c) => c.primaryKey())
    .addColumn('failures', columns.integer(db), (c) => c.notNull())
    .addColumn('last_at', columns.instant(db), (c) => c.notNull())
    .addColumn('blocked_until_at', columns.instant(db))
    .execute();
  await db.schema
    .createTable('known_device')
    .addColumn('sub', columns.id(db), (c) => c.notNull())
    .addColumn('device', columns.id(db), (c) => c.notNull())
    .addColumn('seen_at', columns.instant(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('known_device_pk', ['sub', 'device'])
    .execute();
}

async function createPerson(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('person')
    .addColumn('sub', columns.id(db), (c) => c.primaryKey())
    .addColumn('username', columns.text(db), (c) => c.notNull())
    .addColumn('username_folded', columns.id(db), (c) => c.notNull().unique())
    .addColumn('name_json', columns.json(db), (c) => c.notNull())
    .addColumn('unit_id', columns.id(db))
    .addColumn('post_id', columns.id(db))
    .addColumn('roles_json', columns.json(db), (c) => c.notNull())
    .addColumn('locale', columns.text(db), (c) => c.notNull())
    .addColumn('office_phone', columns.text(db))
    .addColumn('mobile_phone', columns.text(db))
    .addColumn('room', columns.text(db))
    .addColumn('email', columns.text(db))
    .addColumn('sort_order', columns.integer(db), (c) => c.notNull())
    .addColumn('is_active', columns.boolean(db), (c) => c.notNull())
    .addColumn('updated_at', columns.instant(db), (c) => c.notNull())
    .execute();
  // The directory is read in this order, from a point in time on.
  await sql`create index person_updated on person (updated_at, sub)`.execute(db);
}
