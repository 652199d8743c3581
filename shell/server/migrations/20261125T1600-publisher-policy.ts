import { columns, type Migration } from '@yimen/database';
import type { Kysely } from 'kysely';

/**
 * Whether a publisher has to sign becomes a rule of three: said, waived, or, where nobody has said, by its keys. What was
 * "not required" before nobody had to say: it is the default now. And who stands for a publisher.
 */
export const publisherPolicy: Migration = {
  async up(db: Kysely<any>) {
    await db.schema.alterTable('publisher_policy').addColumn('signature_rule', columns.id(db)).execute();
    await db.schema.alterTable('publisher_policy').addColumn('people_json', columns.json(db)).execute();
    await db
      .updateTable('publisher_policy')
      .set({ signature_rule: 'required' })
      .where('is_signature_required', '=', true)
      .execute();
    await db.schema.alterTable('publisher_policy').dropColumn('is_signature_required').execute();
  },
  async down(db: Kysely<any>) {
    await db.schema
      .alterTable('publisher_policy')
      .addColumn('is_signature_required', columns.boolean(db), (column) => column.notNull().defaultTo(false))
      .execute();
    await db
      .updateTable('publisher_policy')
      .set({ is_signature_required: true })
      .where('signature_rule', '=', 'required')
      .execute();
    for (const name of ['signature_rule', 'people_json'])
      await db.schema.alterTable('publisher_policy').dropColumn(name).execute();
  },
};
