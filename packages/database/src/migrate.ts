import { type Kysely, sql, type Transaction } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { dialectOf } from './columns.ts';
import type { DatabaseLog } from './database-log.ts';

const namePattern = /^\d{8}T\d{4}-[a-z0-9]+(-[a-z0-9]+)*$/;
const migrationLock = 0x59_69_6d_65; // "Yime"

/**
 * Runs the migrations that have not run yet, all in one transaction, once however many processes start together:
 * on SQLite the file has one owner, on PostgreSQL an advisory lock is taken first.
 * @param trx a transaction of its own; on PostgreSQL read committed, so that it sees what others did before it
 * @throws Error naming the migration that failed; then none of this run has been applied
 */
export async function migrate<T>(
  trx: Transaction<T>,
  migrations: Record<string, Migration>,
  log: DatabaseLog,
): Promise<void> {
  const wrong = Object.keys(migrations).filter((name) => !namePattern.test(name));
  if (wrong.length > 0)
    throw new Error(`migrations are named 20261123T1200-what-it-does, not ${wrong.join(', ')}`);
  if (dialectOf(trx) === 'postgres')
    await sql`select pg_advisory_xact_lock(${migrationLock}::bigint)`.execute(trx);
  const failures: Error[] = [];
  const migrator = new Migrator({
    db: trx,
    provider: { getMigrations: async () => withNamedFailures(migrations, failures) },
    // Packages bring migrations of their own; a later one may sort before the host's newest.
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (failures[0]) throw failures[0];
  if (error !== undefined) throw new Error('the database could not be migrated', { cause: error });
  const applied = (results ?? []).map((result) => result.migrationName);
  if (applied.length > 0) log.info('database-migrated', { applied });
  await refuseDeferredConstraints(trx);
}

/** PostgreSQL answers everything after the first error with "transaction is aborted": the first one is kept. */
function withNamedFailures(
  migrations: Record<string, Migration>,
  failures: Error[],
): Record<string, Migration> {
  const named = Object.entries(migrations).map(([name, migration]): [string, Migration] => {
    const up: Migration['up'] = async (db) => {
      await migration.up(db).catch((cause: unknown) => {
        failures.push(new Error(`migration ${name} failed: ${String(cause)}`, { cause }));
        throw cause;
      });
    };
    return [name, { ...migration, up }];
  });
  return Object.fromEntries(named);
}

/** A deferred constraint fails at COMMIT, which a group shares: one request would take the others with it. */
async function refuseDeferredConstraints<T>(query: Kysely<T>): Promise<void> {
  if (dialectOf(query) !== 'sqlite') return;
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where lower(sql) like '%initially deferred%'`.execute(query);
  if (rows.length > 0)
    throw new Error(`constraints must not be deferred: ${rows.map((row) => row.name).join(', ')}`);
}
