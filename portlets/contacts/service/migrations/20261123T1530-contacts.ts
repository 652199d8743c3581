import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('contact')
    .addColumn('sub', columns.id(db), (c) => c.primaryKey())
    .addColumn('name_json', columns.json(db), (c) => c.notNull())
    .addColumn('unit_id', columns.id(db))
    .addColumn('post_id', columns.id(db))
    .addColumn('office_phone', columns.text(db))
    .addColumn('mobile_phone', columns.text(db))
    .addColumn('room', columns.text(db))
    .addColumn('email', columns.text(db))
    .addColumn('sort_order', columns.integer(db), (c) => c.notNull())
    .addColumn('name_folded', columns.id(db), (c) => c.notNull())
    .addColumn('pinyin', columns.id(db), (c) => c.notNull())
    .addColumn('office_digits', columns.id(db), (c) => c.notNull())
    .addColumn('mobile_digits', columns.id(db), (c) => c.notNull())
    .addColumn('mobile_shown', columns.id(db), (c) => c.notNull())
    .execute();
  await db.schema.createIndex('contact_unit').on('contact').column('unit_id').execute();
  await db.schema
    .createTable('unit')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('parent_id', columns.id(db))
    .addColumn('name_json', columns.json(db), (c) => c.notNull())
    .addColumn('name_folded', columns.id(db), (c) => c.notNull())
    .addColumn('position', columns.integer(db), (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('unit_above')
    .addColumn('unit_id', columns.id(db), (c) => c.notNull())
    .addColumn('above_id', columns.id(db), (c) => c.notNull())
    .addColumn('distance', columns.integer(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('unit_above_key', ['above_id', 'unit_id'])
    .execute();
  await db.schema
    .createTable('post')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('name_json', columns.json(db), (c) => c.notNull())
    .addColumn('name_folded', columns.id(db), (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('phone_log')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('kind', columns.id(db), (c) => c.notNull())
    .addColumn('sub', columns.id(db), (c) => c.notNull())
    .addColumn('name', columns.text(db), (c) => c.notNull())
    .addColumn('contact_sub', columns.id(db))
    .addColumn('seen_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await db.schema.createIndex('phone_log_person').on('phone_log').columns(['sub', 'seen_at']).execute();
  await db.schema
    .createTable('copy_state')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('copied_at', columns.instant(db), (c) => c.notNull())
    .execute();
}
