import { columns, type Migration } from '@yimen/database';
import type { Kysely } from 'kysely';

/** Whose portlets may name a service; null says everybody's. */
export const servicePublishers: Migration = {
  async up(db: Kysely<any>) {
    await db.schema.alterTable('service').addColumn('publishers_json', columns.json(db)).execute();
  },
  async down(db: Kysely<any>) {
    await db.schema.alterTable('service').dropColumn('publishers_json').execute();
  },
};
