import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresDialect,
  type PostgresPool,
  type QueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import { encodeParameter } from '../codec/encode-parameter.ts';
import type { TransactionScope } from '../transaction-scope.ts';

/** Kysely's PostgreSQL dialect with our parameter rules and the same refusal of misuse as on SQLite. */
export function guardedPostgresDialect(pool: PostgresPool, scope: TransactionScope): Dialect {
  const stock = new PostgresDialect({ pool });
  return {
    createAdapter: () => stock.createAdapter(),
    createDriver: () => new GuardedDriver(stock.createDriver(), scope),
    createIntrospector: (db) => stock.createIntrospector(db),
    createQueryCompiler: () => stock.createQueryCompiler(),
  };
}

class GuardedDriver implements Driver {
  readonly #driver: Driver;
  readonly #scope: TransactionScope;

  constructor(driver: Driver, scope: TransactionScope) {
    this.#driver = driver;
    this.#scope = scope;
  }

  init(): Promise<void> {
    return this.#driver.init();
  }

  async acquireConnection(): Promise<GuardedConnection> {
    // Checked before the pool is asked: with every connection in a transaction this would wait for ever.
    if (this.#scope.hasBegun) this.#scope.assertOutside();
    return new GuardedConnection(await this.#driver.acquireConnection(), this.#scope);
  }

  async beginTransaction(connection: GuardedConnection, settings: TransactionSettings): Promise<void> {
    this.#scope.assertBegin();
    await this.#driver.beginTransaction(connection.inner, settings);
    connection.isInTransaction = true;
  }

  commitTransaction(connection: GuardedConnection): Promise<void> {
    return this.#driver.commitTransaction(connection.inner);
  }

  rollbackTransaction(connection: GuardedConnection): Promise<void> {
    return this.#driver.rollbackTransaction(connection.inner);
  }

  async savepoint(
    connection: GuardedConnection,
    name: string,
    compile: QueryCompiler['compileQuery'],
  ): Promise<void> {
    await this.#driver.savepoint?.(connection.inner, name, compile);
  }

  async rollbackToSavepoint(
    connection: GuardedConnection,
    name: string,
    compile: QueryCompiler['compileQuery'],
  ): Promise<void> {
    await this.#driver.rollbackToSavepoint?.(connection.inner, name, compile);
  }

  async releaseSavepoint(
    connection: GuardedConnection,
    name: string,
    compile: QueryCompiler['compileQuery'],
  ): Promise<void> {
    await this.#driver.releaseSavepoint?.(connection.inner, name, compile);
  }

  releaseConnection(connection: GuardedConnection): Promise<void> {
    return this.#driver.releaseConnection(connection.inner);
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }
}

class GuardedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #scope: TransactionScope;
  isInTransaction = false;

  constructor(inner: DatabaseConnection, scope: TransactionScope) {
    this.inner = inner;
    this.#scope = scope;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (!this.isInTransaction) this.#scope.assertOutside();
    return this.inner.executeQuery<R>({ ...query, parameters: query.parameters.map(encodeParameter) });
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    // Same as on SQLite: fetched at once, handed over in pieces.
    const { rows } = await this.executeQuery<R>(query);
    for (let start = 0; start < rows.length; start += chunkSize)
      yield { rows: rows.slice(start, start + chunkSize) };
  }
}
