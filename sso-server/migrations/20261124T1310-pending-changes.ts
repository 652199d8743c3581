import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

/** Changes that wait for a second administrator, and which program registered what. */
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('pending_change')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('operation', columns.id(db), (c) => c.notNull())
    .addColumn('subject_kind', columns.id(db))
    .addColumn('subject_id', columns.id(db))
    .addColumn('sealed_input', columns.text(db), (c) => c.notNull())
    .addColumn('revision', columns.id(db))
    .addColumn('before_json', columns.json(db))
    .addColumn('after_json', columns.json(db))
    .addColumn('state', columns.id(db), (c) => c.notNull())
    .addColumn('requested_by', columns.id(db), (c) => c.notNull())
    .addColumn('requested_username', columns.text(db), (c) => c.notNull())
    .addColumn('requested_role', columns.id(db), (c) => c.notNull())
    .addColumn('client_id', columns.id(db), (c) => c.notNull())
    .addColumn('requested_at', columns.instant(db), (c) => c.notNull())
    .addColumn('expires_at', columns.instant(db), (c) => c.notNull())
    .addColumn('decided_by', columns.id(db))
    .addColumn('decided_username', columns.text(db))
    .addColumn('decided_at', columns.instant(db))
    .addColumn('reason', columns.text(db))
    .execute();
  await db.schema
    .createIndex('pending_change_requested')
    .on('pending_change')
    .columns(['requested_at', 'id'])
    .execute();
  for (const table of ['relying_party', 'resource']) {
    await db.schema.alterTable(table).addColumn('managed_by', columns.id(db)).execute();
  }
  // Until now nobody but the launcher registered anything, where there is one.
  const launcher = await db
    .selectFrom('relying_party')
    .select('client_id')
    .where('client_id', '=', 'launcher')
    .executeTakeFirst();
  if (!launcher) return;
  await db.updateTable('relying_party').set({ managed_by: 'launcher' }).execute();
  await db
    .updateTable('resource')
    .set({ managed_by: 'launcher' })
    .where('audience', '!=', 'urn:yimen:service:sso')
    .execute();
}
