import { columns, type Migration } from '@yimen/database';
import type { Kysely } from 'kysely';

export const registry: Migration = {
  async up(db: Kysely<any>) {
    await db.schema
      .createTable('portlet')
      .addColumn('name', columns.id(db), (column) => column.primaryKey())
      .addColumn('publisher', columns.id(db), (column) => column.notNull())
      .addColumn('created_at', columns.instant(db), (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('release')
      .addColumn('portlet', columns.id(db), (column) => column.notNull())
      .addColumn('version', columns.id(db), (column) => column.notNull())
      .addColumn('descriptor_json', columns.json(db), (column) => column.notNull())
      .addColumn('entry', columns.id(db), (column) => column.notNull())
      .addColumn('integrity', columns.id(db), (column) => column.notNull())
      .addColumn('needs_json', columns.json(db), (column) => column.notNull())
      .addColumn('is_styled', columns.boolean(db), (column) => column.notNull())
      .addColumn('bytes', columns.integer(db), (column) => column.notNull())
      .addColumn('is_retired', columns.boolean(db), (column) => column.notNull())
      .addColumn('published_at', columns.instant(db), (column) => column.notNull())
      .addColumn('published_by', columns.id(db), (column) => column.notNull())
      .addPrimaryKeyConstraint('release_key', ['portlet', 'version'])
      .execute();
    await db.schema
      .createTable('release_file')
      .addColumn('portlet', columns.id(db), (column) => column.notNull())
      .addColumn('version', columns.id(db), (column) => column.notNull())
      .addColumn('path', columns.id(db), (column) => column.notNull())
      .addColumn('sha384', columns.id(db), (column) => column.notNull())
      .addColumn('identity', columns.binary(db), (column) => column.notNull())
      .addColumn('gzip', columns.binary(db))
      .addColumn('brotli', columns.binary(db))
      .addPrimaryKeyConstraint('release_file_key', ['portlet', 'version', 'path'])
      .execute();
    await db.schema
      .createTable('service')
      .addColumn('audience', columns.id(db), (column) => column.primaryKey())
      .addColumn('name_json', columns.json(db), (column) => column.notNull())
      .addColumn('base_url', columns.id(db), (column) => column.notNull())
      .addColumn('updated_at', columns.instant(db), (column) => column.notNull())
      .execute();
  },
};
