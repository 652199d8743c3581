import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

async function createAmounts(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('allotment')
    .addColumn('unit_id', columns.id(db), (c) => c.notNull())
    .addColumn('subject_code', columns.id(db), (c) => c.notNull())
    .addColumn('budget_year', columns.integer(db), (c) => c.notNull())
    .addColumn('kind', columns.id(db), (c) => c.notNull())
    .addColumn('amount_cents', columns.integer(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('allotment_key', ['budget_year', 'unit_id', 'subject_code', 'kind'])
    .execute();
  await db.schema
    .createTable('paid_month')
    .addColumn('unit_id', columns.id(db), (c) => c.notNull())
    .addColumn('subject_code', columns.id(db), (c) => c.notNull())
    .addColumn('budget_year', columns.integer(db), (c) => c.notNull())
    .addColumn('kind', columns.id(db), (c) => c.notNull())
    .addColumn('month', columns.integer(db), (c) => c.notNull())
    .addColumn('amount_cents', columns.integer(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('paid_month_key', ['budget_year', 'unit_id', 'subject_code', 'kind', 'month'])
    .execute();
}

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('unit')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('code', columns.id(db), (c) => c.notNull())
    .addColumn('name_json', columns.json(db), (c) => c.notNull())
    .addColumn('is_demonstration', columns.boolean(db), (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('subject')
    .addColumn('code', columns.id(db), (c) => c.primaryKey())
    .addColumn('name_json', columns.json(db), (c) => c.notNull())
    .execute();
  await createAmounts(db);
  await db.schema
    .createTable('public_figure')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('position', columns.integer(db), (c) => c.notNull())
    .addColumn('content_json', columns.json(db), (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('setting')
    .addColumn('name', columns.id(db), (c) => c.primaryKey())
    .addColumn('value_json', columns.json(db), (c) => c.notNull())
    .execute();
}
