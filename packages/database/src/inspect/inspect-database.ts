import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { parseDatabaseUrl } from '../database-url.ts';

/** A database that is looked at while its program runs. Nothing is migrated, locked or written. */
export type DatabaseInspection = {
  readonly dialect: 'sqlite' | 'postgres';
  /** The file of the embedded engine. */
  readonly file: string | undefined;
  /** Runs one reading statement. Values come as the engine gives them. @throws what the engine says */
  rows(statement: string): Promise<Record<string, unknown>[]>;
  /** Milliseconds that `select 1` takes. */
  latency(): Promise<number>;
  close(): Promise<void>;
};

/**
 * Opens a database for looking only: on SQLite beside its owner, on PostgreSQL in a read-only session.
 * @param url as for `openDatabase`
 * @throws Error when the file does not exist or the server cannot be reached within 5 s
 */
export async function inspectDatabase(url: string): Promise<DatabaseInspection> {
  const address = parseDatabaseUrl(url);
  const inspection =
    address.dialect === 'sqlite'
      ? inspectSqlite(address.file)
      : await inspectPostgres(address.connectionString);
  return {
    ...inspection,
    async latency() {
      const begin = performance.now();
      await inspection.rows('select 1');
      return performance.now() - begin;
    },
  };
}

function inspectSqlite(file: string): Omit<DatabaseInspection, 'latency'> {
  if (!existsSync(file)) throw new Error('the database file does not exist yet: start the program once');
  const db = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
  return {
    dialect: 'sqlite',
    file,
    rows: async (statement) => db.prepare(statement).all() as Record<string, unknown>[],
    close: async () => db.close(),
  };
}

async function inspectPostgres(connectionString: string): Promise<Omit<DatabaseInspection, 'latency'>> {
  const client = new pg.Client({
    connectionString,
    application_name: 'yimen-inspection',
    connectionTimeoutMillis: 5_000,
    options: '-c default_transaction_read_only=on',
  });
  client.on('error', () => undefined);
  await client.connect();
  return {
    dialect: 'postgres',
    file: undefined,
    rows: async (statement) => (await client.query<Record<string, unknown>>(statement)).rows,
    close: () => client.end(),
  };
}
