import { columns, type Migration } from '@yimen/database';
import type { Kysely } from 'kysely';

/** Limits for what portlets use up, and notices of those that used more. */
export const budgets: Migration = {
  async up(db: Kysely<any>) {
    await db.schema
      .createTable('budget_limit')
      .addColumn('portlet', columns.id(db), (column) => column.primaryKey())
      .addColumn('limits_json', columns.json(db), (column) => column.notNull())
      .addColumn('changed_at', columns.instant(db), (column) => column.notNull())
      .addColumn('changed_by', columns.id(db), (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('budget_notice')
      .addColumn('hour_at', columns.instant(db), (column) => column.notNull())
      .addColumn('portlet', columns.id(db), (column) => column.notNull())
      .addColumn('version', columns.id(db), (column) => column.notNull())
      .addColumn('kind', columns.id(db), (column) => column.notNull())
      .addColumn('action', columns.id(db), (column) => column.notNull())
      .addColumn('amount', columns.integer(db), (column) => column.notNull())
      .addColumn('used', columns.integer(db), (column) => column.notNull())
      .addColumn('allowed', columns.integer(db), (column) => column.notNull())
      .addColumn('last_at', columns.instant(db), (column) => column.notNull())
      .addPrimaryKeyConstraint('budget_notice_key', ['portlet', 'version', 'hour_at', 'kind', 'action'])
      .execute();
  },
  async down(db: Kysely<any>) {
    await db.schema.dropTable('budget_notice').execute();
    await db.schema.dropTable('budget_limit').execute();
  },
};
