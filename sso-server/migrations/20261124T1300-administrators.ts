import { columns, dialectOf } from '@yimen/database';
import { type Kysely, sql } from 'kysely';

const names = {
  'system-administrator': { 'zh-CN': '系统管理员', 'en-US': 'System administrator' },
  'security-administrator': { 'zh-CN': '安全管理员', 'en-US': 'Security administrator' },
  'audit-administrator': { 'zh-CN': '审计管理员', 'en-US': 'Audit administrator' },
};
const administrators = Object.keys(names)
  .map((role) => `'${role}'`)
  .join(', ');

/**
 * Three administrators, one at most of an account. The database holds this by itself: whatever writes a person, the
 * table `administrator` follows, and a second exclusive role is refused.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('installation')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('finished_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('administrator')
    .addColumn('sub', columns.id(db), (c) => c.primaryKey())
    .addColumn('role', columns.id(db), (c) => c.notNull())
    .execute();
  await sql`create index administrator_role on administrator (role)`.execute(db);
  await db.schema
    .alterTable('audit_event')
    .addColumn('severity', columns.id(db), (c) => c.notNull().defaultTo('info'))
    .execute();
  await (dialectOf(db) === 'sqlite' ? followOnSqlite(db) : followOnPostgres(db));
  await nameRoles(db);
}

async function nameRoles(db: Kysely<any>): Promise<void> {
  for (const [id, name_json] of Object.entries(names)) {
    await db
      .insertInto('role')
      .values({ id, name_json, description_json: null, updated_at: 0 })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
  const row = await db
    .selectFrom('resource')
    .select('scopes_json')
    .where('id', '=', 'sso')
    .executeTakeFirst();
  const scopes = ((row?.scopes_json ?? []) as { name: string; roles: string[] }[]).filter(
    ({ name }) => name !== 'sso:admin',
  );
  const scopes_json = [
    ...scopes,
    { name: 'sso:admin', roles: Object.keys(names) },
    { name: 'sso:provision', roles: [] },
  ];
  await db.updateTable('resource').set({ scopes_json }).where('id', '=', 'sso').execute();
}

async function followOnSqlite(db: Kysely<any>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const held = `(select count(distinct value) from json_each(new.roles_json) where value in ('administrator', ${administrators}))`;
  const follow = `delete from administrator where sub = new.sub;
    insert into administrator (sub, role) select distinct new.sub, value from json_each(new.roles_json)
      where value in (${administrators});`;
  for (const [name, event] of [
    ['insert', 'insert'],
    ['update', 'update of roles_json'],
  ]) {
    await run(`create trigger person_exclusive_${name} before ${event} on person when ${held} > 1
      begin select raise(abort, 'exclusive roles'); end`);
    await run(`create trigger person_administrator_${name} after ${event} on person begin ${follow} end`);
  }
  await run(`create trigger person_administrator_delete after delete on person
    begin delete from administrator where sub = old.sub; end`);
}

async function followOnPostgres(db: Kysely<any>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create function person_exclusive_roles() returns trigger language plpgsql as $$ begin
    if (select count(distinct value) from jsonb_array_elements_text(new.roles_json)
        where value in ('administrator', ${administrators})) > 1 then raise exception 'exclusive roles'; end if;
    return new; end $$`);
  await run(`create trigger person_exclusive before insert or update of roles_json on person
    for each row execute function person_exclusive_roles()`);
  await run(`create function person_administrator() returns trigger language plpgsql as $$ begin
    if tg_op <> 'INSERT' then delete from administrator where sub = old.sub; end if;
    if tg_op <> 'DELETE' then
      insert into administrator (sub, role) select distinct new.sub, value
        from jsonb_array_elements_text(new.roles_json) where value in (${administrators});
    end if;
    return null; end $$`);
  await run(`create trigger person_administrator after insert or update of roles_json or delete on person
    for each row execute function person_administrator()`);
}
