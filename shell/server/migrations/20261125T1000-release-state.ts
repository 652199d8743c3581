import { columns, type Migration } from '@yimen/database';
import type { Kysely } from 'kysely';

/** Releases have a state; what was out of service is retired, all else people had: it is live. */
export const releaseState: Migration = {
  async up(db: Kysely<any>) {
    await db.schema
      .alterTable('release')
      .addColumn('state', columns.id(db), (column) => column.notNull().defaultTo('live'))
      .execute();
    await db.updateTable('release').set({ state: 'retired' }).where('is_retired', '=', true).execute();
    await db.schema.alterTable('release').dropColumn('is_retired').execute();
    // SHA-384 of the canonical manifest; of older releases nobody can be sure, and they need no report any more.
    await db.schema
      .alterTable('release')
      .addColumn('manifest_sha384', columns.id(db), (column) => column.notNull().defaultTo(''))
      .execute();
  },
  async down(db: Kysely<any>) {
    await db.schema
      .alterTable('release')
      .addColumn('is_retired', columns.boolean(db), (column) => column.notNull().defaultTo(false))
      .execute();
    await db.updateTable('release').set({ is_retired: true }).where('state', '=', 'retired').execute();
    await db.schema.alterTable('release').dropColumn('state').execute();
    await db.schema.alterTable('release').dropColumn('manifest_sha384').execute();
  },
};
