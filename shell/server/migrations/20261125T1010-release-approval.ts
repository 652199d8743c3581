import { columns, dialectOf, type Migration } from '@yimen/database';
import { type Kysely, sql } from 'kysely';

/** Policies, reports of the conformance kit, and the trail of everything that was done to releases. */
export const releaseApproval: Migration = {
  async up(db: Kysely<any>) {
    await db.schema
      .createTable('release_policy')
      .addColumn('kind', columns.id(db), (column) => column.notNull())
      .addColumn('name', columns.id(db), (column) => column.notNull())
      .addColumn('policy', columns.id(db), (column) => column.notNull())
      .addColumn('updated_at', columns.instant(db), (column) => column.notNull())
      .addColumn('updated_by', columns.id(db), (column) => column.notNull())
      .addPrimaryKeyConstraint('release_policy_key', ['kind', 'name'])
      .execute();
    await db.schema
      .createTable('release_report')
      .addColumn('id', columns.id(db), (column) => column.primaryKey())
      .addColumn('portlet', columns.id(db), (column) => column.notNull())
      .addColumn('version', columns.id(db), (column) => column.notNull())
      .addColumn('is_passed', columns.boolean(db), (column) => column.notNull())
      .addColumn('report_json', columns.json(db), (column) => column.notNull())
      .addColumn('uploaded_at', columns.instant(db), (column) => column.notNull())
      .addColumn('uploaded_by', columns.id(db), (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('release_report_release')
      .on('release_report')
      .columns(['portlet', 'version', 'uploaded_at'])
      .execute();
    await db.schema
      .createTable('release_act')
      .addColumn('id', columns.id(db), (column) => column.primaryKey())
      .addColumn('done_at', columns.instant(db), (column) => column.notNull())
      .addColumn('act', columns.id(db), (column) => column.notNull())
      .addColumn('portlet', columns.id(db))
      .addColumn('version', columns.id(db))
      .addColumn('from_state', columns.id(db))
      .addColumn('to_state', columns.id(db))
      .addColumn('actor_kind', columns.id(db), (column) => column.notNull())
      .addColumn('actor', columns.id(db), (column) => column.notNull())
      .addColumn('actor_name', columns.text(db))
      .addColumn('reason', columns.text(db))
      .addColumn('detail_json', columns.json(db))
      .execute();
    await db.schema.createIndex('release_act_portlet').on('release_act').columns(['portlet', 'id']).execute();
    await appendOnly(db);
  },
};

async function appendOnly(db: Kysely<any>): Promise<void> {
  if (dialectOf(db) === 'sqlite') {
    for (const event of ['update', 'delete']) {
      await sql
        .raw(
          `create trigger release_act_no_${event} before ${event} on release_act begin select raise(abort, 'the trail of releases is append-only'); end`,
        )
        .execute(db);
    }
    return;
  }
  await sql
    .raw(
      `create function release_act_is_append_only() returns trigger language plpgsql as $$ begin raise exception 'the trail of releases is append-only'; end $$`,
    )
    .execute(db);
  await sql
    .raw(
      'create trigger release_act_append_only before update or delete or truncate on release_act for each statement execute function release_act_is_append_only()',
    )
    .execute(db);
}
