import { columns } from '@yimen/database';
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('totp_factor')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('sub', columns.id(db), (c) => c.notNull())
    .addColumn('name', columns.text(db), (c) => c.notNull())
    .addColumn('sealed_secret', columns.text(db), (c) => c.notNull())
    .addColumn('last_step', columns.integer(db))
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('last_used_at', columns.instant(db))
    .execute();
  await sql`create index totp_factor_sub on totp_factor (sub)`.execute(db);
  await db.schema
    .createTable('passkey')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('sub', columns.id(db), (c) => c.notNull())
    .addColumn('name', columns.text(db), (c) => c.notNull())
    .addColumn('public_key', columns.text(db), (c) => c.notNull())
    .addColumn('counter', columns.integer(db), (c) => c.notNull())
    .addColumn('transports_json', columns.json(db), (c) => c.notNull())
    .addColumn('is_backed_up', columns.boolean(db), (c) => c.notNull())
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('last_used_at', columns.instant(db))
    .execute();
  await sql`create index passkey_sub on passkey (sub)`.execute(db);
  await db.schema
    .createTable('recovery_code')
    .addColumn('sub', columns.id(db), (c) => c.notNull())
    .addColumn('code_hash', columns.id(db), (c) => c.notNull())
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('used_at', columns.instant(db))
    .addPrimaryKeyConstraint('recovery_code_pk', ['sub', 'code_hash'])
    .execute();
  await createGuards(db);
  await createRequirements(db);
}

async function createGuards(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('webauthn_challenge')
    .addColumn('challenge_hash', columns.id(db), (c) => c.primaryKey())
    .addColumn('purpose', columns.text(db), (c) => c.notNull())
    .addColumn('expires_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await sql`create index webauthn_challenge_expiry on webauthn_challenge (expires_at)`.execute(db);
  await db.schema
    .createTable('factor_throttle')
    .addColumn('key', columns.id(db), (c) => c.primaryKey())
    .addColumn('failures', columns.integer(db), (c) => c.notNull())
    .addColumn('last_at', columns.instant(db), (c) => c.notNull())
    .addColumn('blocked_until_at', columns.instant(db))
    .execute();
  await db.schema
    .createTable('factor_device')
    .addColumn('sub', columns.id(db), (c) => c.notNull())
    .addColumn('device', columns.id(db), (c) => c.notNull())
    .addColumn('seen_at', columns.instant(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('factor_device_pk', ['sub', 'device'])
    .execute();
  await db.schema
    .createTable('session_factor')
    .addColumn('session_uid', columns.id(db), (c) => c.primaryKey())
    .addColumn('proved_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await sql`create index session_factor_age on session_factor (proved_at)`.execute(db);
}

async function createRequirements(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('acr_requirement')
    .addColumn('kind', columns.id(db), (c) => c.notNull())
    .addColumn('id', columns.id(db), (c) => c.notNull())
    .addColumn('minimum_acr', columns.text(db), (c) => c.notNull())
    .addColumn('default_acr_values_json', columns.json(db), (c) => c.notNull())
    .addColumn('updated_at', columns.instant(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('acr_requirement_pk', ['kind', 'id'])
    .execute();
}
