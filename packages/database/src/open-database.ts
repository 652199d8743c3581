import { setTimeout as delay } from 'node:timers/promises';
import { type Dialect, Kysely, type Transaction } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Bus, createBus, decodeMessage, Subscriptions } from './bus.ts';
import { SuffixCodec } from './codec/suffix-codec.ts';
import { type DatabaseLog, silentLog } from './database-log.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './postgres/open-postgres.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';
import { TransactionScope } from './transaction-scope.ts';

/** An open, migrated database. */
export type Database<T> = {
  readonly dialect: 'sqlite' | 'postgres';
  /** Kysely, for single statements. Refused inside {@link Database.transaction}. */
  readonly query: Kysely<T>;
  /**
   * Runs several statements as one. It reads one snapshot, sees its own writes and resolves when it is durable.
   * On PostgreSQL it runs again (up to ten times) after a conflict with another transaction, so the callback must
   * not change anything but the database. On SQLite it holds the only write lock: await nothing else inside.
   * @throws what the callback throws, after everything in it has been undone
   */
  transaction<R>(callback: (trx: Transaction<T>) => Promise<R>): Promise<R>;
  /** Waits for accepted writes, then closes. Calling it twice is safe. */
  close(): Promise<void>;
  readonly bus: Bus;
};

type Engine = { name: 'sqlite' | 'postgres'; dialect: Dialect; bus: Bus; close: () => Promise<void> };

const attempts = 10;
// serialization_failure and deadlock_detected (PostgreSQL, appendix A)
const retried = new Set(['40001', '40P01']);

/**
 * Opens a database and brings its schema up to date.
 * @param o `url` as in {@link parseDatabaseUrl}; `migrations` by name, all that the program and its packages need
 * @returns the database
 * @throws Error when the file has another owner, the server cannot be reached or a migration fails
 */
export async function openDatabase<T>(o: {
  url: string;
  migrations: Record<string, Migration>;
  log?: DatabaseLog;
}): Promise<Database<T>> {
  const log = o.log ?? silentLog;
  const scope = new TransactionScope();
  const engine = await openEngine(o.url, scope, log);
  const query = new Kysely<T>({ dialect: engine.dialect, plugins: [new SuffixCodec(engine.name)] });
  let closing: Promise<void> | undefined;
  const shutDown = async (): Promise<void> => {
    await query.destroy();
    await engine.close();
  };
  const close = (): Promise<void> => {
    closing ??= shutDown();
    return closing;
  };
  try {
    await scope.run(() => query.transaction().execute((trx) => migrate(trx, o.migrations, log)));
  } catch (error) {
    await close();
    throw error;
  }
  const transaction = <R>(callback: (trx: Transaction<T>) => Promise<R>): Promise<R> =>
    retry(() => scope.run(() => query.transaction().setIsolationLevel('repeatable read').execute(callback)));
  return { dialect: engine.name, query, transaction, close, bus: engine.bus };
}

async function openEngine(url: string, scope: TransactionScope, log: DatabaseLog): Promise<Engine> {
  const address = parseDatabaseUrl(url);
  if (address.dialect === 'postgres') {
    const { dialect, bus, close } = await openPostgres({
      connectionString: address.connectionString,
      scope,
      log,
    });
    return { name: 'postgres', dialect, bus, close };
  }
  const { dialect, unlock } = await openSqlite({ file: address.file, scope, log });
  const subscriptions = new Subscriptions(log, scope);
  const send = async (text: string): Promise<void> => {
    const message = decodeMessage(text);
    if (message) subscriptions.dispatch(message);
  };
  const bus = createBus({ scope, subscriptions, send, log });
  return { name: 'sqlite', dialect, bus, close: async () => unlock() };
}

async function retry<R>(attempt: () => Promise<R>): Promise<R> {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (count >= attempts || !isConflict(error)) throw error;
      await delay(Math.random() * 10 * 2 ** count);
    }
  }
}

function isConflict(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && retried.has(error.code)
  );
}
