import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('import_batch')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('kind', columns.text(db), (c) => c.notNull())
    .addColumn('file_name', columns.text(db))
    .addColumn('digest', columns.text(db), (c) => c.notNull())
    .addColumn('encoding', columns.text(db))
    .addColumn('state', columns.text(db), (c) => c.notNull())
    .addColumn('row_count', columns.integer(db), (c) => c.notNull())
    .addColumn('mistake_count', columns.integer(db), (c) => c.notNull())
    .addColumn('counts_json', columns.json(db), (c) => c.notNull())
    .addColumn('failure', columns.text(db))
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('created_by', columns.id(db))
    .addColumn('settled_at', columns.instant(db))
    .addColumn('leased_until_at', columns.instant(db))
    .execute();
  await db.schema
    .createTable('import_row')
    .addColumn('import_id', columns.id(db), (c) => c.notNull())
    .addColumn('line', columns.integer(db), (c) => c.notNull())
    .addColumn('row_json', columns.json(db), (c) => c.notNull())
    .addColumn('sealed_hash', columns.text(db))
    .addPrimaryKeyConstraint('import_row_pk', ['import_id', 'line'])
    .execute();
  await db.schema
    .createTable('import_mistake')
    .addColumn('import_id', columns.id(db), (c) => c.notNull())
    .addColumn('sequence', columns.integer(db), (c) => c.notNull())
    .addColumn('line', columns.integer(db))
    .addColumn('column_name', columns.text(db))
    .addColumn('code', columns.text(db), (c) => c.notNull())
    .addColumn('reason_json', columns.json(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('import_mistake_pk', ['import_id', 'sequence'])
    .execute();
}
