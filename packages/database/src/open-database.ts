import { setTimeout as delay } from 'node:timers/promises';
import { type Dialect, Kysely, sql, type Transaction } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Bus, createBus, decodeMessage, Subscriptions } from './bus.ts';
import { SuffixCodec } from './codec/suffix-codec.ts';
import { type DatabaseLog, silentLog } from './database-log.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { type DirectRun, setDirectRun } from './direct-run.ts';
import { DurableUnits } from './durable-unit.ts';
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
   * `isEager` leaves the waiting for the disk to the unit around it; such a transaction may not publish on the bus.
   * @throws what the callback throws, after everything in it has been undone
   */
  transaction<R>(callback: (trx: Transaction<T>) => Promise<R>, o?: { isEager?: boolean }): Promise<R>;
  /**
   * A unit of work, such as the answer to one request: eager statements and transactions in it settle as soon as they
   * have run, and the unit settles when all of them are durable. It sees what it wrote; others see it when it is
   * committed. Let nobody outside of the database hear of it before the unit has ended. On PostgreSQL nothing is eager.
   * @throws what the callback throws, or why something that it wrote is not durable
   */
  unit<R>(callback: () => Promise<R>): Promise<R>;
  /**
   * Reads what is committed, also in a unit that has written and would see more: for everything that is kept in memory
   * beyond the unit, since a COMMIT that fails takes back what the unit saw. Statements in it are never eager.
   * @throws what the callback throws
   */
  committed<R>(callback: () => Promise<R>): Promise<R>;
  /**
   * Whether it can serve: reads something. For `/readyz`.
   * @throws Error when it cannot be reached, or when nothing can be written any more
   */
  ready(): Promise<void>;
  /**
   * Waits for accepted writes, then closes. Calling it twice is safe.
   * @throws Error when the disk has refused a sync: what was not acknowledged is lost
   */
  close(): Promise<void>;
  readonly bus: Bus;
};

type Engine = {
  name: 'sqlite' | 'postgres';
  dialect: Dialect;
  direct?: DirectRun;
  bus: Bus;
  ready?: () => Promise<void>;
  close: () => Promise<void>;
};

const attempts = 10;
// serialization_failure and deadlock_detected (PostgreSQL, appendix A)
const retried = new Set(['40001', '40P01']);

/**
 * Opens a database and brings its schema up to date.
 * @param o `url` as in {@link parseDatabaseUrl}; `migrations` by name, all that the program and its packages need;
 *   `onBroken` is told when the disk of the embedded engine has refused a sync. Nothing is written from then on, and
 *   only a new start knows what is on the disk: left out, the error is thrown at the process, which ends it.
 * @returns the database
 * @throws Error when the file has another owner, the server cannot be reached or a migration fails
 */
export async function openDatabase<T>(o: {
  url: string;
  migrations: Record<string, Migration>;
  log?: DatabaseLog;
  onBroken?: (error: Error) => void;
}): Promise<Database<T>> {
  const log = o.log ?? silentLog;
  const scope = new TransactionScope();
  const units = new DurableUnits();
  const onBroken = (error: Error): void => {
    log.error('database-broken', { error });
    (o.onBroken ?? endProcess)(error);
  };
  const engine = await openEngine(o.url, { scope, units, log, onBroken });
  const query = new Kysely<T>({ dialect: engine.dialect, plugins: [new SuffixCodec()] });
  if (engine.direct) setDirectRun(query, engine.direct);
  let closing: Promise<void> | undefined;
  const shutDown = async (): Promise<void> => {
    try {
      await query.destroy();
    } finally {
      await engine.close();
    }
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
  const transaction: Database<T>['transaction'] = (callback, { isEager } = {}) =>
    retry(() =>
      scope.run(
        () => query.transaction().setIsolationLevel('repeatable read').execute(callback),
        isEager && units.isInside,
      ),
    );
  const unit: Database<T>['unit'] = (callback) => units.run(callback);
  const committed: Database<T>['committed'] = (callback) => units.outside(callback);
  const ready = engine.ready ?? (async () => void (await sql`select 1`.execute(query)));
  return { dialect: engine.name, query, transaction, unit, committed, ready, close, bus: engine.bus };
}

/** Whoever runs the program starts it again. Later, so that those who wait for the write hear of it first. */
function endProcess(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}

async function openEngine(
  url: string,
  o: { scope: TransactionScope; units: DurableUnits; log: DatabaseLog; onBroken: (error: Error) => void },
): Promise<Engine> {
  const { scope, units, log } = o;
  const address = parseDatabaseUrl(url);
  if (address.dialect === 'postgres') {
    const { dialect, bus, close } = await openPostgres({
      connectionString: address.connectionString,
      scope,
      log,
    });
    return { name: 'postgres', dialect, bus, close };
  }
  const { dialect, direct, ready, unlock } = await openSqlite({ file: address.file, ...o });
  const subscriptions = new Subscriptions(log, scope);
  const send = async (text: string): Promise<void> => {
    const message = decodeMessage(text);
    // Listeners read anew what they remember: not with the eyes of the publisher's unit.
    if (message) units.outside(() => subscriptions.dispatch(message));
  };
  const bus = createBus({ scope, subscriptions, send, log });
  return { name: 'sqlite', dialect, direct, bus, ready, close: async () => unlock() };
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
