import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

async function createPayment(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('payment')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('number', columns.id(db), (c) => c.notNull().unique())
    .addColumn('unit_id', columns.id(db), (c) => c.notNull())
    .addColumn('project_code', columns.id(db), (c) => c.notNull())
    .addColumn('project_name', columns.text(db), (c) => c.notNull())
    .addColumn('functional_code', columns.id(db), (c) => c.notNull())
    .addColumn('functional_name_json', columns.json(db), (c) => c.notNull())
    .addColumn('fund_nature', columns.id(db), (c) => c.notNull())
    .addColumn('amount_cents', columns.integer(db), (c) => c.notNull())
    .addColumn('purpose', columns.text(db), (c) => c.notNull())
    .addColumn('payer_json', columns.json(db), (c) => c.notNull())
    .addColumn('payee_name', columns.text(db), (c) => c.notNull())
    .addColumn('payee_account', columns.id(db), (c) => c.notNull())
    .addColumn('payee_bank', columns.text(db), (c) => c.notNull())
    .addColumn('payment_method', columns.id(db), (c) => c.notNull())
    .addColumn('settlement_method', columns.id(db), (c) => c.notNull())
    .addColumn('economic_code', columns.id(db), (c) => c.notNull())
    .addColumn('three_public', columns.id(db), (c) => c.notNull())
    .addColumn('is_procurement', columns.boolean(db), (c) => c.notNull())
    .addColumn('is_direct_fund', columns.boolean(db), (c) => c.notNull())
    .addColumn('contact_name', columns.text(db), (c) => c.notNull())
    .addColumn('contact_phone', columns.id(db), (c) => c.notNull())
    .addColumn('search_text', columns.text(db), (c) => c.notNull())
    .addColumn('state', columns.id(db), (c) => c.notNull())
    .addColumn('revision', columns.integer(db), (c) => c.notNull())
    .addColumn('created_by_sub', columns.id(db), (c) => c.notNull())
    .addColumn('created_by', columns.text(db), (c) => c.notNull())
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('state_at', columns.instant(db), (c) => c.notNull())
    .addColumn('open_todo', columns.id(db))
    .addColumn('import_digest', columns.id(db))
    .addColumn('import_revision', columns.integer(db))
    .execute();
  await db.schema.createIndex('payment_unit_state').on('payment').columns(['unit_id', 'state']).execute();
  await db.schema.createIndex('payment_state_at').on('payment').columns(['state', 'state_at']).execute();
}

async function createSteps(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('payment_step')
    .addColumn('payment_id', columns.id(db), (c) => c.notNull())
    .addColumn('position', columns.integer(db), (c) => c.notNull())
    .addColumn('action', columns.id(db), (c) => c.notNull())
    .addColumn('from_state', columns.id(db))
    .addColumn('to_state', columns.id(db), (c) => c.notNull())
    .addColumn('by_sub', columns.id(db), (c) => c.notNull())
    .addColumn('by_name', columns.text(db), (c) => c.notNull())
    .addColumn('opinion', columns.text(db), (c) => c.notNull())
    .addColumn('done_at', columns.instant(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('payment_step_key', ['payment_id', 'position'])
    .execute();
}

async function createOutbox(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('payment_id', columns.id(db), (c) => c.notNull())
    .addColumn('method', columns.id(db), (c) => c.notNull())
    .addColumn('path', columns.text(db), (c) => c.notNull())
    .addColumn('body_json', columns.json(db))
    .addColumn('attempts', columns.integer(db), (c) => c.notNull())
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('next_at', columns.instant(db), (c) => c.notNull())
    .addColumn('is_refused', columns.boolean(db), (c) => c.notNull())
    .addColumn('last_problem', columns.text(db))
    .execute();
  await db.schema.createIndex('outbox_next').on('outbox').columns(['is_refused', 'next_at']).execute();
  await db.schema.createIndex('outbox_payment').on('outbox').column('payment_id').execute();
}

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('unit')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('code', columns.id(db), (c) => c.notNull())
    .addColumn('name_json', columns.json(db), (c) => c.notNull())
    .addColumn('payer_json', columns.json(db), (c) => c.notNull())
    .addColumn('projects_json', columns.json(db), (c) => c.notNull())
    .addColumn('is_demonstration', columns.boolean(db), (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('number_series')
    .addColumn('day', columns.id(db), (c) => c.primaryKey())
    .addColumn('last_number', columns.integer(db), (c) => c.notNull())
    .execute();
  await createPayment(db);
  await createSteps(db);
  await createOutbox(db);
}
