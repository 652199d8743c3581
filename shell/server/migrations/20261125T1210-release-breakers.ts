import { columns, type Migration } from '@yimen/database';
import type { Kysely } from 'kysely';

/** Releases whose code is not given out, since it failed people. */
export const releaseBreakers: Migration = {
  async up(db: Kysely<any>) {
    await db.schema
      .createTable('release_breaker')
      .addColumn('portlet', columns.id(db), (column) => column.notNull())
      .addColumn('version', columns.id(db), (column) => column.notNull())
      .addColumn('is_open', columns.boolean(db), (column) => column.notNull())
      .addColumn('hold', columns.id(db))
      .addColumn('opened_at', columns.instant(db))
      .addColumn('retry_at', columns.instant(db))
      .addColumn('pause_ms', columns.integer(db), (column) => column.notNull())
      .addColumn('failed_people', columns.integer(db), (column) => column.notNull())
      .addColumn('people', columns.integer(db), (column) => column.notNull())
      .addColumn('errors_json', columns.json(db), (column) => column.notNull())
      .addColumn('changed_at', columns.instant(db), (column) => column.notNull())
      .addColumn('changed_by', columns.id(db))
      .addPrimaryKeyConstraint('release_breaker_key', ['portlet', 'version'])
      .execute();
  },
  async down(db: Kysely<any>) {
    await db.schema.dropTable('release_breaker').execute();
  },
};
