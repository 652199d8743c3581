import { type Kysely, sql } from 'kysely';

/** What is looked for every few minutes among a hundred thousand people is found by an index. */
const indexes = {
  known_device: 'seen_at',
  factor_device: 'seen_at',
  activation_code: 'expires_at',
  pending_change: 'expires_at',
};

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, column] of Object.entries(indexes)) {
    await sql`create index ${sql.ref(`${table}_swept`)} on ${sql.ref(table)} (${sql.ref(column)})`.execute(
      db,
    );
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of Object.keys(indexes)) await sql`drop index ${sql.ref(`${table}_swept`)}`.execute(db);
}
