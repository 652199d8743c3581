import { columns } from '@yimen/database';
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('oidc_model')
    .addColumn('kind', columns.id(db), (c) => c.notNull())
    .addColumn('id', columns.id(db), (c) => c.notNull())
    .addColumn('grant_id', columns.id(db))
    .addColumn('account_id', columns.id(db))
    .addColumn('session_uid', columns.id(db))
    .addColumn('payload_json', columns.json(db), (c) => c.notNull())
    .addColumn('consumed_at', columns.instant(db))
    .addColumn('ended_at', columns.instant(db))
    .addColumn('expires_at', columns.instant(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('oidc_model_pk', ['kind', 'id'])
    .execute();
  await sql`create index oidc_model_grant on oidc_model (grant_id) where grant_id is not null`.execute(db);
  await sql`create index oidc_model_account on oidc_model (account_id) where account_id is not null`.execute(
    db,
  );
  await sql`create index oidc_model_expiry on oidc_model (expires_at)`.execute(db);
  await createSession(db);
  await db.schema
    .createTable('secret_item')
    .addColumn('name', columns.id(db), (c) => c.primaryKey())
    .addColumn('sealed', columns.text(db), (c) => c.notNull())
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .execute();
}

async function createSession(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('session')
    .addColumn('uid', columns.id(db), (c) => c.primaryKey())
    .addColumn('account_id', columns.id(db))
    .addColumn('login_ts', columns.integer(db))
    .addColumn('acr', columns.text(db))
    .addColumn('amr_json', columns.json(db))
    .addColumn('is_transient', columns.boolean(db), (c) => c.notNull())
    .addColumn('state_json', columns.json(db))
    .addColumn('ip', columns.text(db))
    .addColumn('user_agent', columns.text(db))
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('seen_at', columns.instant(db), (c) => c.notNull())
    .addColumn('expires_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await sql`create index session_account on session (account_id)`.execute(db);
  await sql`create index session_expiry on session (expires_at)`.execute(db);
  await db.schema
    .createTable('session_cookie')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('session_uid', columns.id(db), (c) => c.notNull())
    .addColumn('expires_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await sql`create index session_cookie_session on session_cookie (session_uid)`.execute(db);
  await db.schema
    .createTable('session_client')
    .addColumn('session_uid', columns.id(db), (c) => c.notNull())
    .addColumn('client_id', columns.id(db), (c) => c.notNull())
    .addColumn('sid', columns.id(db), (c) => c.notNull())
    .addColumn('grant_id', columns.id(db), (c) => c.notNull())
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addPrimaryKeyConstraint('session_client_pk', ['session_uid', 'client_id'])
    .execute();
  await sql`create index session_client_grant on session_client (grant_id)`.execute(db);
}
