import { columns, type Migration } from '@yimen/database';
import type { Kysely } from 'kysely';

/** Decisions that need a second administrator. */
export const proposals: Migration = {
  async up(db: Kysely<any>) {
    await db.schema
      .createTable('proposal')
      .addColumn('id', columns.id(db), (column) => column.primaryKey())
      .addColumn('change_json', columns.json(db), (column) => column.notNull())
      .addColumn('reason', columns.text(db))
      .addColumn('proposed_at', columns.instant(db), (column) => column.notNull())
      .addColumn('proposed_by', columns.id(db), (column) => column.notNull())
      .addColumn('proposer_json', columns.json(db), (column) => column.notNull())
      .addColumn('decided_at', columns.instant(db))
      .addColumn('decided_by', columns.id(db))
      .addColumn('outcome', columns.id(db))
      .execute();
    await db.schema
      .createIndex('proposal_decided_at')
      .on('proposal')
      .columns(['decided_at', 'proposed_at'])
      .execute();
  },
  async down(db: Kysely<any>) {
    await db.schema.dropTable('proposal').execute();
  },
};
