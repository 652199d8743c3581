import { columns, type Migration } from '@yimen/database';
import type { Kysely } from 'kysely';

/** Rings and budgets of canary releases. */
export const rollout: Migration = {
  async up(db: Kysely<any>) {
    await db.schema
      .createTable('rollout')
      .addColumn('portlet', columns.id(db), (column) => column.notNull())
      .addColumn('version', columns.id(db), (column) => column.notNull())
      .addColumn('rings_json', columns.json(db), (column) => column.notNull())
      .addColumn('budget_json', columns.json(db), (column) => column.notNull())
      .addColumn('updated_at', columns.instant(db), (column) => column.notNull())
      .addColumn('updated_by', columns.id(db), (column) => column.notNull())
      .addPrimaryKeyConstraint('rollout_key', ['portlet', 'version'])
      .execute();
  },
};
