import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

/** The keys of before stay in secret_item, sealed; the program takes them over as the first generation. */
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('provider_key')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('purpose', columns.id(db), (c) => c.notNull())
    .addColumn('generation', columns.integer(db), (c) => c.notNull())
    .addColumn('sealed', columns.text(db), (c) => c.notNull())
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('active_at', columns.instant(db), (c) => c.notNull())
    .addUniqueConstraint('provider_key_generation', ['purpose', 'generation'])
    .execute();
}
