import { columns } from '@yimen/database';
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('person_group')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('name_json', columns.json(db), (c) => c.notNull())
    .addColumn('description_json', columns.json(db))
    .addColumn('updated_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('group_member')
    .addColumn('group_id', columns.id(db), (c) => c.notNull())
    .addColumn('sub', columns.id(db), (c) => c.notNull())
    .addColumn('added_at', columns.instant(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('group_member_pk', ['group_id', 'sub'])
    .execute();
  await sql`create index group_member_sub on group_member (sub, group_id)`.execute(db);
  await createSchedule(db);
  await createSearch(db);
}

async function createSchedule(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('scheduled_change')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('sub', columns.id(db), (c) => c.notNull())
    .addColumn('kind', columns.text(db), (c) => c.notNull())
    .addColumn('day', columns.id(db), (c) => c.notNull())
    .addColumn('effective_at', columns.instant(db), (c) => c.notNull())
    .addColumn('unit_id', columns.id(db))
    .addColumn('post_id', columns.id(db))
    .addColumn('roles_json', columns.json(db))
    .addColumn('state', columns.text(db), (c) => c.notNull())
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('created_by', columns.id(db))
    .addColumn('settled_at', columns.instant(db))
    .execute();
  await sql`create index scheduled_change_due on scheduled_change (effective_at) where state = 'pending'`.execute(
    db,
  );
  await sql`create index scheduled_change_sub on scheduled_change (sub, effective_at)`.execute(db);
}

/** The people of before have no tokens yet: the program makes them when it starts. */
async function createSearch(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('person_search')
    .addColumn('token', columns.id(db), (c) => c.notNull())
    .addColumn('sub', columns.id(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('person_search_pk', ['token', 'sub'])
    .execute();
  await sql`create index person_search_sub on person_search (sub)`.execute(db);
  await db.schema
    .createTable('search_pending')
    .addColumn('sub', columns.id(db), (c) => c.primaryKey())
    .addColumn('queued_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await sql`insert into search_pending (sub, queued_at) select sub, 0 from person`.execute(db);
  await sql`create index person_unit on person (unit_id, username_folded)`.execute(db);
}
