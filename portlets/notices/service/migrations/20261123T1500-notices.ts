import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('notice')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('title', columns.text(db), (c) => c.notNull())
    .addColumn('document_number', columns.text(db))
    .addColumn('category', columns.id(db), (c) => c.notNull())
    .addColumn('body_json', columns.json(db), (c) => c.notNull())
    .addColumn('author', columns.text(db), (c) => c.notNull())
    .addColumn('author_sub', columns.id(db))
    .addColumn('unit_id', columns.id(db))
    .addColumn('unit_name', columns.text(db), (c) => c.notNull())
    .addColumn('state', columns.id(db), (c) => c.notNull())
    .addColumn('is_everyone', columns.boolean(db), (c) => c.notNull())
    .addColumn('is_pinned', columns.boolean(db), (c) => c.notNull())
    .addColumn('valid_from', columns.id(db))
    .addColumn('valid_until', columns.id(db))
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('changed_at', columns.instant(db), (c) => c.notNull())
    .addColumn('changed_by', columns.id(db))
    .addColumn('published_at', columns.instant(db))
    .addColumn('revision', columns.integer(db), (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('notice_shown')
    .on('notice')
    .columns(['state', 'is_pinned', 'published_at'])
    .execute();
  await db.schema
    .createTable('notice_unit')
    .addColumn('notice_id', columns.id(db), (c) => c.notNull().references('notice.id').onDelete('cascade'))
    .addColumn('unit_id', columns.id(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('notice_unit_key', ['notice_id', 'unit_id'])
    .execute();
  await db.schema
    .createTable('attachment')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('notice_id', columns.id(db), (c) => c.notNull().references('notice.id').onDelete('cascade'))
    .addColumn('position', columns.integer(db), (c) => c.notNull())
    .addColumn('name', columns.text(db), (c) => c.notNull())
    .addColumn('media_type', columns.id(db), (c) => c.notNull())
    .addColumn('size', columns.integer(db), (c) => c.notNull())
    .addColumn('content', columns.binary(db), (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('attachment_notice')
    .on('attachment')
    .columns(['notice_id', 'position'])
    .execute();
  await db.schema
    .createTable('notice_read')
    .addColumn('notice_id', columns.id(db), (c) => c.notNull().references('notice.id').onDelete('cascade'))
    .addColumn('sub', columns.id(db), (c) => c.notNull())
    .addColumn('name', columns.text(db), (c) => c.notNull())
    .addColumn('read_at', columns.instant(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('notice_read_key', ['notice_id', 'sub'])
    .execute();
  await db.schema.createIndex('notice_read_person').on('notice_read').column('sub').execute();
}
