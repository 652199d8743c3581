import { columns, type Migration } from '@yimen/database';
import type { Kysely } from 'kysely';

/** What the catalogue says of a release, and when its portlet is out of use for maintenance. */
export const releaseCatalogue: Migration = {
  async up(db: Kysely<any>) {
    await db.schema.alterTable('release').addColumn('catalogue_json', columns.json(db)).execute();
    await db.schema
      .createTable('maintenance')
      .addColumn('id', columns.id(db), (column) => column.primaryKey())
      .addColumn('portlet', columns.id(db), (column) => column.notNull())
      .addColumn('version', columns.id(db))
      .addColumn('from_at', columns.instant(db), (column) => column.notNull())
      .addColumn('to_at', columns.instant(db), (column) => column.notNull())
      .addColumn('text_json', columns.json(db), (column) => column.notNull())
      .addColumn('created_at', columns.instant(db), (column) => column.notNull())
      .addColumn('created_by', columns.id(db), (column) => column.notNull())
      .addColumn('ended_at', columns.instant(db))
      .addColumn('ended_by', columns.id(db))
      .execute();
    await db.schema
      .createIndex('maintenance_portlet')
      .on('maintenance')
      .columns(['portlet', 'to_at'])
      .execute();
  },
};
