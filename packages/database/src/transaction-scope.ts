import { AsyncLocalStorage } from 'node:async_hooks';

type Scope = { active: boolean; begun: boolean; isEager: boolean; afterCommit: (() => void)[] };

/**
 * Knows, per asynchronous flow, whether a transaction of one database is running.
 * On SQLite the outer `query` would wait for the write lock that the flow itself holds, for ever;
 * on PostgreSQL it would take a second connection and starve the pool. Both are refused at once instead.
 */
export class TransactionScope {
  readonly #storage = new AsyncLocalStorage<Scope>();

  /** Runs one attempt of a transaction; what was put off with {@link afterCommit} runs when it has committed. */
  async run<R>(attempt: () => Promise<R>, isEager = false): Promise<R> {
    if (this.#current()) throw new Error('transaction() inside transaction(): pass trx on instead');
    const scope: Scope = { active: true, begun: false, isEager, afterCommit: [] };
    try {
      const result = await this.#storage.run(scope, attempt);
      scope.active = false;
      for (const action of scope.afterCommit) action();
      return result;
    } finally {
      // Work that was started in here and goes on later still carries this scope.
      scope.active = false;
    }
  }

  /** @throws Error when the calling flow is inside a transaction and does not use its `trx` */
  assertOutside(): void {
    if (this.#current()) {
      throw new Error(
        'database.query used inside transaction(): use the trx argument, or the statement would wait for itself',
      );
    }
  }

  /** Marks the transaction of this flow as begun. @throws Error when there is none, or it has begun already */
  assertBegin(): void {
    const scope = this.#current();
    if (!scope)
      throw new Error('start transactions with database.transaction(), not with query.transaction()');
    if (scope.begun) throw new Error('transaction() inside transaction(): pass trx on instead');
    scope.begun = true;
  }

  /** Whether the calling flow is inside a transaction whose connection has been taken already. */
  get hasBegun(): boolean {
    return this.#current()?.begun ?? false;
  }

  /** Whether the running transaction leaves the waiting for the disk to its unit. */
  get isEager(): boolean {
    return this.#current()?.isEager ?? false;
  }

  /** Puts an action off until the running transaction has committed. @returns false when there is none */
  afterCommit(action: () => void): boolean {
    const scope = this.#current();
    if (scope?.isEager) throw new Error('an eager transaction may not be durable yet: it announces nothing');
    scope?.afterCommit.push(action);
    return scope !== undefined;
  }

  /** Runs a callback as if no transaction were there: listeners must not inherit the publisher's. */
  outside(callback: () => void): void {
    this.#storage.exit(callback);
  }

  #current(): Scope | undefined {
    const scope = this.#storage.getStore();
    return scope?.active ? scope : undefined;
  }
}
