import { columns, type Migration } from '@yimen/database';
import type { Kysely } from 'kysely';

const key = ['hour_at', 'portlet', 'version', 'page_id', 'unit_id', 'measure', 'bucket'] as const;

/** Figures of windows by hour. */
export const windowFigures: Migration = {
  async up(db: Kysely<any>) {
    await db.schema
      .createTable('window_figure')
      .addColumn('hour_at', columns.instant(db), (column) => column.notNull())
      .addColumn('portlet', columns.id(db), (column) => column.notNull())
      .addColumn('version', columns.id(db), (column) => column.notNull())
      .addColumn('page_id', columns.id(db), (column) => column.notNull())
      .addColumn('unit_id', columns.id(db), (column) => column.notNull())
      .addColumn('measure', columns.id(db), (column) => column.notNull())
      .addColumn('bucket', columns.integer(db), (column) => column.notNull())
      .addColumn('amount', columns.integer(db), (column) => column.notNull())
      .addColumn('total', columns.integer(db), (column) => column.notNull())
      .addPrimaryKeyConstraint('window_figure_key', [...key])
      .execute();
    await db.schema
      .createIndex('window_figure_portlet')
      .on('window_figure')
      .columns(['portlet', 'version', 'hour_at'])
      .execute();
  },
  async down(db: Kysely<any>) {
    await db.schema.dropTable('window_figure').execute();
  },
};
