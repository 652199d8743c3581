import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const relyingPartyTables: Migration = {
  async up(db: Kysely<any>) {
    await db.schema
      .createTable('rp_session')
      .addColumn('key', columns.id(db), (column) => column.primaryKey())
      .addColumn('sub', columns.id(db), (column) => column.notNull())
      .addColumn('sid', columns.id(db), (column) => column.notNull())
      .addColumn('claims_json', columns.json(db), (column) => column.notNull())
      .addColumn('sealed_tokens', 'text', (column) => column.notNull())
      .addColumn('token_version', 'integer', (column) => column.notNull())
      .addColumn('token_expires_at', columns.instant(db), (column) => column.notNull())
      .addColumn('lease_owner', 'text')
      .addColumn('lease_until_at', columns.instant(db))
      .addColumn('created_at', columns.instant(db), (column) => column.notNull())
      .addColumn('seen_at', columns.instant(db), (column) => column.notNull())
      .addColumn('ends_at', columns.instant(db), (column) => column.notNull())
      .execute();
    await db.schema.createIndex('rp_session_sid').on('rp_session').column('sid').execute();
    await db.schema.createIndex('rp_session_sub').on('rp_session').column('sub').execute();
    await db.schema
      .createTable('rp_sign_in')
      .addColumn('state_key', columns.id(db), (column) => column.primaryKey())
      .addColumn('browser_key', columns.id(db), (column) => column.notNull())
      .addColumn('sealed_secrets', 'text', (column) => column.notNull())
      .addColumn('return_to', 'text', (column) => column.notNull())
      .addColumn('attempt', 'integer', (column) => column.notNull())
      .addColumn('created_at', columns.instant(db), (column) => column.notNull())
      .addColumn('consumed_at', columns.instant(db))
      .execute();
    await db.schema.createIndex('rp_sign_in_created').on('rp_sign_in').column('created_at').execute();
    await db.schema
      .createTable('rp_logout_token')
      .addColumn('token_key', columns.id(db), (column) => column.primaryKey())
      .addColumn('sid', columns.id(db))
      .addColumn('received_at', columns.instant(db), (column) => column.notNull())
      .addColumn('completed_at', columns.instant(db))
      .execute();
    await db.schema.createIndex('rp_logout_token_sid').on('rp_logout_token').column('sid').execute();
  },
};
