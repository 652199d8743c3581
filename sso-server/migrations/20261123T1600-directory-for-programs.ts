import type { Kysely } from 'kysely';

/**
 * The directory is for programs in their own name. With a token of a person, any portlet whose descriptor asks for
 * `directory:read` would hand the whole directory, mobile numbers included, to whoever opens it.
 */
export async function up(db: Kysely<any>): Promise<void> {
  const row = await db
    .selectFrom('resource')
    .select('scopes_json')
    .where('id', '=', 'sso')
    .executeTakeFirst();
  const scopes = (row?.scopes_json ?? []) as { name: string; roles: string[] }[];
  const scopes_json = scopes.map((scope) =>
    scope.name === 'directory:read' ? { ...scope, roles: [] } : scope,
  );
  await db.updateTable('resource').set({ scopes_json }).where('id', '=', 'sso').execute();
}
