import type { Dialect } from 'kysely';
import pg from 'pg';
import { type Bus, createBus, Subscriptions } from '../bus.ts';
import type { DatabaseLog } from '../database-log.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { guardedPostgresDialect } from './guarded-dialect.ts';
import { channel, listenForMessages } from './listener.ts';

const integerTypes = new Set([20, 1700]); // int8, and numeric, which is what sum() of int8 gives

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return integerTypes.has(oid)
      ? toNumber
      : format
        ? pg.types.getTypeParser(oid, format)
        : pg.types.getTypeParser(oid);
  },
};

/**
 * Opens PostgreSQL: a pool for queries and one connection that listens.
 * @throws Error when the server cannot be reached
 */
export async function openPostgres(o: {
  connectionString: string;
  scope: TransactionScope;
  log: DatabaseLog;
}): Promise<{ dialect: Dialect; bus: Bus; close: () => Promise<void> }> {
  const pool = new pg.Pool({
    connectionString: o.connectionString,
    application_name: 'yimen',
    max: 10,
    connectionTimeoutMillis: 10_000,
    types,
  });
  // A connection that breaks is replaced by the pool. Without listeners it would end the process: the pool hears of idle
  // ones, and nobody of one that somebody holds between two statements, unless it is listened to itself.
  pool.on('error', () => undefined);
  pool.on('connect', (client) =>
    client.on('error', (error) => o.log.warn('database-connection-lost', { error })),
  );
  const subscriptions = new Subscriptions(o.log, o.scope);
  const listening = await listenForMessages({ ...o, subscriptions }).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const send = async (text: string): Promise<void> => {
    await pool.query('select pg_notify($1, $2)', [channel, text]);
  };
  const bus = createBus({ scope: o.scope, subscriptions, send, log: o.log });
  return { dialect: guardedPostgresDialect(pool, o.scope), bus, close: listening.close };
}

function toNumber(text: string): number {
  const value = Number(text);
  // node:sqlite refuses to read such an integer too; silently rounding money is worse than failing.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond 2^53`);
  return value;
}
