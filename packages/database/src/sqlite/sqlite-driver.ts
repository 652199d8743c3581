import type { DatabaseSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import type { TransactionScope } from '../transaction-scope.ts';
import { GroupCommit, type WriteTransaction } from './group-commit.ts';
import { PreparedStatements } from './prepared-statements.ts';

type Engine = {
  group: GroupCommit;
  writer: PreparedStatements;
  reader: PreparedStatements;
  scope: TransactionScope;
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
  readonly #engine: Engine;

  constructor(o: {
    writing: DatabaseSync;
    reading: DatabaseSync;
    scope: TransactionScope;
    onSlow: (ms: number) => void;
  }) {
    this.#writing = o.writing;
    this.#reading = o.reading;
    this.#engine = {
      group: new GroupCommit(o.writing, o.onSlow),
      writer: new PreparedStatements(o.writing),
      reader: new PreparedStatements(o.reading),
      scope: o.scope,
    };
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    return new SqliteConnection(this.#engine);
  }

  async beginTransaction(connection: SqliteConnection): Promise<void> {
    await connection.begin();
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    await connection.transaction().commit();
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

  async destroy(): Promise<void> {
    await this.#engine.group.close();
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
    if (reads.test(sql)) return reader.run(sql, parameters);
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

function isReadOnlyRefusal(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === readOnlyDatabase;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
