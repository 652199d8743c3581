import { columns, dialectOf } from '@yimen/database';
import { type Kysely, sql } from 'kysely';

/** No row younger than this can be archived, whoever asks: 180 days (Cybersecurity Law, article 21: six months). */
const keptMs = 180 * 24 * 60 * 60_000;

/** Rows authenticate themselves, links chain them, and only what was archived can be deleted. */
export async function up(db: Kysely<any>): Promise<void> {
  const isSqlite = dialectOf(db) === 'sqlite';
  await db.schema.alterTable('audit_event').addColumn('mac', columns.text(db)).execute();
  await createTables(db);
  // The head is empty until the program with the secret makes the first link.
  await db
    .insertInto('audit_head')
    .values({ id: 'this', position: 0, last_sequence: 0, horizon: 0, hash: '', mac: '' })
    .execute();
  for (const column of ['username', 'client_id', 'event', 'ip']) {
    await sql.raw(`create index audit_event_${column} on audit_event (${column}, at)`).execute(db);
  }
  // What an auditor looks for first is rare.
  await sql`create index audit_event_notable on audit_event (at) where severity <> 'info'`.execute(db);
  await (isSqlite ? guardOnSqlite(db) : guardOnPostgres(db));
}

async function createTables(db: Kysely<any>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('audit_link')
    .addColumn('position', columns.integer(db), (c) => c.primaryKey())
    .addColumn('first_sequence', columns.integer(db), (c) => c.notNull())
    .addColumn('last_sequence', columns.integer(db), (c) => c.notNull())
    .addColumn('row_count', columns.integer(db), (c) => c.notNull())
    .addColumn('sequences', columns.text(db), (c) => c.notNull())
    .addColumn('digests', columns.text(db), (c) => c.notNull())
    .addColumn('last_at', columns.instant(db), (c) => c.notNull())
    .addColumn('hash', columns.text(db), (c) => c.notNull())
    .addColumn('sealed_at', columns.instant(db), (c) => c.notNull())
    .execute();
  await schema
    .createTable('audit_head')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('position', columns.integer(db), (c) => c.notNull())
    .addColumn('last_sequence', columns.integer(db), (c) => c.notNull())
    .addColumn('horizon', columns.integer(db), (c) => c.notNull())
    .addColumn('hash', columns.text(db), (c) => c.notNull())
    .addColumn('mac', columns.text(db), (c) => c.notNull())
    .execute();
  await schema
    .createTable('audit_archive')
    .addColumn('position', columns.integer(db), (c) => c.primaryKey())
    .addColumn('hash', columns.text(db), (c) => c.notNull())
    .addColumn('last_sequence', columns.integer(db), (c) => c.notNull())
    .addColumn('through_at', columns.instant(db), (c) => c.notNull())
    .addColumn('row_count', columns.integer(db), (c) => c.notNull())
    .addColumn('file', columns.text(db), (c) => c.notNull())
    .addColumn('file_digest', columns.text(db), (c) => c.notNull())
    .addColumn('archived_at', columns.instant(db), (c) => c.notNull())
    .addColumn('mac', columns.text(db), (c) => c.notNull())
    .execute();
}

async function guardOnSqlite(db: Kysely<any>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('drop trigger audit_event_no_delete');
  await run(`create trigger audit_event_no_delete before delete on audit_event
    when not exists (select 1 from audit_archive where last_sequence >= old.sequence and through_at >= old.at)
    begin select raise(abort, 'audit_event is append-only'); end`);
  await run(`create trigger audit_link_no_delete before delete on audit_link
    when not exists (select 1 from audit_archive where position >= old.position)
    begin select raise(abort, 'audit_link is append-only'); end`);
  await run(`create trigger audit_archive_kept before insert on audit_archive
    when new.through_at > unixepoch() * 1000 - ${keptMs}
    begin select raise(abort, 'the audit trail is kept for 180 days'); end`);
  for (const [table, event] of [
    ['audit_link', 'update'],
    ['audit_archive', 'update'],
    ['audit_archive', 'delete'],
  ]) {
    await run(`create trigger ${table}_no_${event} before ${event} on ${table}
      begin select raise(abort, '${table} is append-only'); end`);
  }
}

async function guardOnPostgres(db: Kysely<any>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  // The transaction that wrote a row: when all below a number have ended, no row of theirs can come late.
  await run('alter table audit_event add column xact bigint default (pg_current_xact_id()::text::bigint)');
  await run('create index audit_event_xact on audit_event (xact)');
  await run('drop trigger audit_event_no_change on audit_event');
  await run(`create function audit_is_archived() returns trigger language plpgsql as $$ begin
    if not exists (select 1 from audit_archive where last_sequence >= old.sequence and through_at >= old.at)
      then raise exception 'audit_event is append-only'; end if;
    return old; end $$`);
  await run(`create trigger audit_event_no_update before update on audit_event
    for each row execute function audit_event_is_append_only()`);
  await run(`create trigger audit_event_no_delete before delete on audit_event
    for each row execute function audit_is_archived()`);
  await run(`create function audit_link_is_archived() returns trigger language plpgsql as $$ begin
    if not exists (select 1 from audit_archive where position >= old.position)
      then raise exception 'audit_link is append-only'; end if;
    return old; end $$`);
  await run(`create trigger audit_link_no_delete before delete on audit_link
    for each row execute function audit_link_is_archived()`);
  await run(`create trigger audit_link_no_update before update on audit_link
    for each row execute function audit_event_is_append_only()`);
  await run(`create trigger audit_archive_no_change before update or delete on audit_archive
    for each row execute function audit_event_is_append_only()`);
  await run(`create function audit_archive_kept() returns trigger language plpgsql as $$ begin
    if new.through_at > extract(epoch from now()) * 1000 - ${keptMs}
      then raise exception 'the audit trail is kept for 180 days'; end if;
    return new; end $$`);
  await run(`create trigger audit_archive_kept before insert on audit_archive
    for each row execute function audit_archive_kept()`);
}
