import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('todo')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('system', columns.id(db), (c) => c.notNull())
    .addColumn('external_id', columns.id(db), (c) => c.notNull())
    .addColumn('title', columns.text(db), (c) => c.notNull())
    .addColumn('kind', columns.text(db), (c) => c.notNull())
    .addColumn('step', columns.text(db))
    .addColumn('sender', columns.text(db))
    .addColumn('urgency', columns.integer(db), (c) => c.notNull())
    .addColumn('due_at', columns.instant(db))
    .addColumn('link', columns.text(db), (c) => c.notNull())
    .addColumn('state', columns.id(db), (c) => c.notNull())
    .addColumn('received_at', columns.instant(db), (c) => c.notNull())
    .addColumn('changed_at', columns.instant(db), (c) => c.notNull())
    .addColumn('done_at', columns.instant(db))
    .addColumn('done_by', columns.id(db))
    .addColumn('result', columns.text(db))
    .addUniqueConstraint('todo_external', ['system', 'external_id'])
    .execute();
  await db.schema
    .createTable('todo_assignee')
    .addColumn('todo_id', columns.id(db), (c) => c.notNull())
    .addColumn('kind', columns.id(db), (c) => c.notNull())
    .addColumn('name', columns.id(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('todo_assignee_key', ['kind', 'name', 'todo_id'])
    .execute();
  await db.schema.createIndex('todo_assignee_todo').on('todo_assignee').column('todo_id').execute();
  await db.schema.createIndex('todo_done_by').on('todo').columns(['done_by', 'done_at']).execute();
}
