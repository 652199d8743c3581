import { columns, dialectOf } from '@yimen/database';
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<any>): Promise<void> {
  await db.schema
    .createTable('logout_delivery')
    .addColumn('id', columns.id(db), (c) => c.primaryKey())
    .addColumn('session_uid', columns.id(db), (c) => c.notNull())
    .addColumn('client_id', columns.id(db), (c) => c.notNull())
    .addColumn('sub', columns.id(db), (c) => c.notNull())
    .addColumn('sid', columns.id(db), (c) => c.notNull())
    .addColumn('uri', columns.text(db), (c) => c.notNull())
    .addColumn('state', columns.id(db), (c) => c.notNull())
    .addColumn('attempts', columns.integer(db), (c) => c.notNull())
    .addColumn('next_attempt_at', columns.instant(db))
    .addColumn('leased_until_at', columns.instant(db))
    .addColumn('last_status', columns.integer(db))
    .addColumn('last_error', columns.text(db))
    .addColumn('created_at', columns.instant(db), (c) => c.notNull())
    .addColumn('delivered_at', columns.instant(db))
    .execute();
  await sql`create index logout_delivery_due on logout_delivery (next_attempt_at) where state = 'pending'`.execute(
    db,
  );
  await sql`create index logout_delivery_session on logout_delivery (session_uid)`.execute(db);
  await createAudit(db);
}

async function createAudit(db: Kysely<any>): Promise<void> {
  const isSqlite = dialectOf(db) === 'sqlite';
  await db.schema
    .createTable('audit_event')
    .addColumn('sequence', isSqlite ? 'integer' : 'bigserial', (c) =>
      isSqlite ? c.primaryKey().autoIncrement() : c.primaryKey(),
    )
    .addColumn('at', columns.instant(db), (c) => c.notNull())
    .addColumn('event', columns.id(db), (c) => c.notNull())
    .addColumn('outcome', columns.id(db), (c) => c.notNull())
    .addColumn('sub', columns.id(db))
    .addColumn('username', columns.text(db))
    .addColumn('client_id', columns.id(db))
    .addColumn('session_uid', columns.id(db))
    .addColumn('ip', columns.text(db))
    .addColumn('user_agent', columns.text(db))
    .addColumn('detail_json', columns.json(db))
    .execute();
  await sql`create index audit_event_at on audit_event (at)`.execute(db);
  await sql`create index audit_event_sub on audit_event (sub, at)`.execute(db);
  await refuseChanges(db, isSqlite);
}

/** Append-only for the program too: a mistake in a store cannot rewrite history. */
async function refuseChanges(db: Kysely<any>, isSqlite: boolean): Promise<void> {
  if (isSqlite) {
    await sql`create trigger audit_event_no_update before update on audit_event
      begin select raise(abort, 'audit_event is append-only'); end`.execute(db);
    await sql`create trigger audit_event_no_delete before delete on audit_event
      begin select raise(abort, 'audit_event is append-only'); end`.execute(db);
    return;
  }
  await sql`create function audit_event_is_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'audit_event is append-only'; end $$`.execute(db);
  await sql`create trigger audit_event_no_change before update or delete on audit_event
    for each row execute function audit_event_is_append_only()`.execute(db);
}
