import { columns } from '@yimen/database';
import { type Kysely, sql } from 'kysely';

/** What the standard claims say of a person beyond name and telephone, and what older clients need. */
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema.alterTable('person').addColumn('profile_json', columns.json(db)).execute();
  const party = () => db.schema.alterTable('relying_party');
  await party()
    .addColumn('token_endpoint_auth_method', columns.text(db), (c) =>
      c.notNull().defaultTo('client_secret_basic'),
    )
    .execute();
  await party().addColumn('jwks_json', columns.json(db)).execute();
  const yes = sql`true`;
  await party()
    .addColumn('is_pkce_required', columns.boolean(db), (c) => c.notNull().defaultTo(yes))
    .execute();
  await party()
    .addColumn('is_id_token_with_claims', columns.boolean(db), (c) => c.notNull().defaultTo(yes))
    .execute();
}
