import type { DatabaseSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import type { DirectRun } from '../direct-run.ts';
import type { DurableUnits } from '../durable-unit.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { GroupCommit, type WriteTransaction } from './group-commit.ts';
import { PreparedStatements } from './prepared-statements.ts';
import type { WriteAheadLog } from './write-ahead-log.ts';

type Engine = {
  group: GroupCommit;
  writer: PreparedStatements;
  reader: PreparedStatements;
  scope: TransactionScope;
  units: DurableUnits;
};

const readOnlyDatabase = 8; // SQLITE_READONLY
const reads = /^\s*(select|values|explain)\b/i;
const mayRead = /^\s*with\b/i;

/**
 * Kysely driver on two connections of one file: everything that writes goes through the group commit of the writing
 * one, reads outside a transaction use the read-only one and see committed data only.
 */
export class SqliteDriver implements Driver {
  readonly #writing: DatabaseSync;
  readonly #reading: DatabaseSync;
  readonly #log: WriteAheadLog;
  readonly #engine: Engine;

  constructor(o: {
    writing: DatabaseSync;
    reading: DatabaseSync;
    scope: TransactionScope;
    units: DurableUnits;
    onSlow: (ms: number) => void;
    onBroken: (error: Error) => void;
    log: WriteAheadLog;
  }) {
    this.#writing = o.writing;
    this.#reading = o.reading;
    this.#log = o.log;
    this.#engine = {
      group: new GroupCommit(o.writing, { onSlow: o.onSlow, onBroken: o.onBroken, sync: o.log.sync }),
      writer: new PreparedStatements(o.writing),
      reader: new PreparedStatements(o.reading),
      scope: o.scope,
      units: o.units,
    };
  }

  /** Runs a statement of {@link prepareQuery} by the rules of every other, without the layers between. */
  readonly direct: DirectRun = async (sql, parameters, isEager) => {
    const { group, writer, units, scope } = this.#engine;
    scope.assertOutside();
    if (reads.test(sql)) return await read(this.#engine, sql, parameters);
    if (!isEager || !units.isInside) return await group.statement(() => writer.run(sql, parameters));
    const { outcome, group: written } = await group.execute(() => writer.run(sql, parameters));
    if (!units.note(written)) await written.durable;
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    return new SqliteConnection(this.#engine);
  }

  async beginTransaction(connection: SqliteConnection): Promise<void> {
    await connection.begin();
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    const { scope, units } = this.#engine;
    const transaction = connection.transaction();
    await transaction.commit(scope.isEager && units.note(transaction.group));
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    await connection.transaction().rollback();
  }

  async savepoint(connection: SqliteConnection, name: string): Promise<void> {
    connection.transaction().control(`savepoint ${quoted(name)}`);
  }

  async rollbackToSavepoint(connection: SqliteConnection, name: string): Promise<void> {
    connection.transaction().control(`rollback to ${quoted(name)}`);
  }

  async releaseSavepoint(connection: SqliteConnection, name: string): Promise<void> {
    connection.transaction().control(`release ${quoted(name)}`);
  }

  async releaseConnection(): Promise<void> {}

  /** Reads something, to see that it can. @throws Error when it cannot, or when nothing is written any more */
  readonly ready = async (): Promise<void> => {
    const { group, reader } = this.#engine;
    if (group.broken) throw group.broken;
    reader.run('select 1', []);
  };

  async destroy(): Promise<void> {
    try {
      await this.#engine.group.close();
    } catch (error) {
      // A log that may have lost frames is not folded into the file, which only the last connection to close would do,
      // and a reading one cannot.
      this.#writing.close();
      this.#reading.close();
      await this.#log.close();
      throw error;
    }
    await this.#log.close();
    this.#reading.close();
    // The reader is gone, so the log can be folded into the file and truncated.
    this.#writing.exec('pragma wal_checkpoint(truncate)');
    this.#writing.close();
  }
}

/** What Kysely holds between acquire and release: a route to one of the two connections, or to one transaction. */
class SqliteConnection implements DatabaseConnection {
  readonly #engine: Engine;
  #transaction: WriteTransaction | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async begin(): Promise<void> {
    this.#engine.scope.assertBegin();
    this.#transaction = await this.#engine.group.begin();
  }

  transaction(): WriteTransaction {
    if (!this.#transaction) throw new Error('no transaction has begun on this connection');
    return this.#transaction;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return (await this.#route(query)) as QueryResult<R>;
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    // An open cursor would pin the read connection to an old snapshot for everybody, so the rows are fetched at once.
    const { rows } = await this.executeQuery<R>(query);
    for (let start = 0; start < rows.length; start += chunkSize)
      yield { rows: rows.slice(start, start + chunkSize) };
  }

  #route({ sql, parameters }: CompiledQuery): QueryResult<unknown> | Promise<QueryResult<unknown>> {
    const { group, writer, reader, scope } = this.#engine;
    if (this.#transaction) return this.#transaction.run(() => writer.run(sql, parameters));
    scope.assertOutside();
    if (reads.test(sql)) return read(this.#engine, sql, parameters);
    if (mayRead.test(sql)) {
      try {
        return reader.run(sql, parameters);
      } catch (error) {
        if (!isReadOnlyRefusal(error)) throw error;
      }
    }
    return group.statement(() => writer.run(sql, parameters));
  }
}

/** Committed data only, but for a unit that has written: it sees that too, and with it waits for what it saw. */
function read({ group, writer, reader, units }: Engine, sql: string, parameters: readonly unknown[]) {
  if (!units.isAhead) return reader.run(sql, parameters);
  return readAhead({ group, writer, units }, sql, parameters);
}

async function readAhead(
  { group, writer, units }: Pick<Engine, 'group' | 'writer' | 'units'>,
  sql: string,
  parameters: readonly unknown[],
): Promise<QueryResult<Record<string, unknown>>> {
  const { outcome, group: written } = await group.execute(() => writer.run(sql, parameters));
  units.note(written);
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

function isReadOnlyRefusal(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === readOnlyDatabase;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
