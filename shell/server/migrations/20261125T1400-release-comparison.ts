import { columns, type Migration } from '@yimen/database';
import type { Kysely } from 'kysely';

/** The newest comparison of every release with what uses its portlet. */
export const releaseComparison: Migration = {
  async up(db: Kysely<any>) {
    await db.schema
      .createTable('release_comparison')
      .addColumn('portlet', columns.id(db), (column) => column.notNull())
      .addColumn('version', columns.id(db), (column) => column.notNull())
      .addColumn('compared_at', columns.instant(db), (column) => column.notNull())
      .addColumn('comparison_json', columns.json(db), (column) => column.notNull())
      .addPrimaryKeyConstraint('release_comparison_key', ['portlet', 'version'])
      .execute();
  },
  async down(db: Kysely<any>) {
    await db.schema.dropTable('release_comparison').execute();
  },
};
