import { columns } from '@yimen/database';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('relying_party')
    .addColumn('client_id', columns.id(db), (c) => c.primaryKey())
    .addColumn('name_json', columns.json(db), (c) => c.notNull())
    .addColumn('description_json', columns.json(db), (c) => c.notNull())
    .addColumn('url', columns.text(db))
    .addColumn('icon', columns.text(db))
    .addColumn('contact', columns.text(db))
    .addColumn('sealed_secret', columns.text(db), (c) => c.notNull())
    .addColumn('redirect_uris_json', columns.json(db), (c) => c.notNull())
    .addColumn('post_logout_redirect_uris_json', columns.json(db), (c) => c.notNull())
    .addColumn('backchannel_logout_uri', columns.text(db))
    .addColumn('grant_types_json', columns.json(db), (c) => c.notNull())
    .addColumn('scope', columns.text(db), (c) => c.notNull())
    .addColumn('resources_json', columns.json(db), (c) => c.notNull())
    .addColumn('audience_json', columns.json(db), (c) => c.notNull())
    .addColumn('id_token_alg', columns.text(db), (c) => c.notNull())
    .addColumn('is_listed', columns.boolean(db), (c) => c.notNull())
    .addColumn('is_first_party', columns.boolean(db), (c) => c.notNull())
    .addColumn('is_rotating_refresh_tokens', columns.boolean(db), (c) => c.notNull())
    .addColumn('is_active', columns.boolean(db), (c) => c.notNull())
    .addColumn('sort_order', columns.integer(db), (c) => c.notNull())
    .addColumn('updated_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('resource')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('audience', columns.id(db), (c) => c.notNull().unique())
    .addColumn('name_json', columns.json(db), (c) => c.notNull())
    .addColumn('scopes_json', columns.json(db), (c) => c.notNull())
    .addColumn('updated_at', columns.instant(db), (c) => c.notNull())
    .execute();
  // The provider's own API. Without it nobody could register the others.
  await db
    .insertInto('resource')
    .values({
      id: 'sso',
      audience: 'urn:yimen:service:sso',
      name_json: { 'zh-CN': '统一身份认证', 'en-US': 'Single sign-on' },
      scopes_json: [
        { name: 'directory:read', roles: ['*'] },
        { name: 'systems:read', roles: ['*'] },
        { name: 'sso:admin', roles: ['administrator'] },
      ],
      updated_at: 0,
    })
    .execute();
}
