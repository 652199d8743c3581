import { columns, type Migration } from '@yimen/database';
import type { Kysely } from 'kysely';

export const pages: Migration = {
  async up(db: Kysely<any>) {
    await db.schema
      .createTable('page')
      .addColumn('id', columns.id(db), (column) => column.primaryKey())
      .addColumn('slug', columns.id(db), (column) => column.unique())
      .addColumn('parent_id', columns.id(db))
      .addColumn('title_json', columns.json(db), (column) => column.notNull())
      .addColumn('position', columns.integer(db), (column) => column.notNull())
      .addColumn('audience_json', columns.json(db), (column) => column.notNull())
      .addColumn('home_priority', columns.integer(db))
      .addColumn('version', columns.integer(db), (column) => column.notNull())
      .addColumn('draft_json', columns.json(db))
      .addColumn('revision', columns.integer(db), (column) => column.notNull())
      .addColumn('created_at', columns.instant(db), (column) => column.notNull())
      .addColumn('updated_at', columns.instant(db), (column) => column.notNull())
      .addColumn('deleted_at', columns.instant(db))
      .execute();
    await db.schema
      .createTable('page_version')
      .addColumn('page_id', columns.id(db), (column) => column.notNull())
      .addColumn('version', columns.integer(db), (column) => column.notNull())
      .addColumn('nodes_json', columns.json(db), (column) => column.notNull())
      .addColumn('published_at', columns.instant(db), (column) => column.notNull())
      .addColumn('published_by', columns.id(db), (column) => column.notNull())
      .addPrimaryKeyConstraint('page_version_key', ['page_id', 'version'])
      .execute();
    await db.schema
      .createTable('personal_layout')
      .addColumn('page_id', columns.id(db), (column) => column.notNull())
      .addColumn('sub', columns.id(db), (column) => column.notNull())
      .addColumn('layout_json', columns.json(db), (column) => column.notNull())
      .addColumn('revision', columns.integer(db), (column) => column.notNull())
      .addColumn('updated_at', columns.instant(db), (column) => column.notNull())
      .addPrimaryKeyConstraint('personal_layout_key', ['page_id', 'sub'])
      .execute();
    await db.schema
      .createTable('person')
      .addColumn('sub', columns.id(db), (column) => column.primaryKey())
      .addColumn('locale', columns.id(db), (column) => column.notNull())
      .addColumn('updated_at', columns.instant(db), (column) => column.notNull())
      .execute();
  },
};
