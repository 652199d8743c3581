import { AsyncLocalStorage } from 'node:async_hooks';

/** Something that was written with others: visible once it is committed, safe once it is durable. */
export type Written = { readonly durable: Promise<void>; readonly isCommitted: boolean };

type Unit = { isActive: boolean; written: Written[] };

/**
 * Knows, per asynchronous flow, what it has written eagerly and not yet waited for. Whoever answers somebody waits
 * once, at the end, instead of once for each statement.
 */
export class DurableUnits {
  readonly #storage = new AsyncLocalStorage<Unit>();

  /** Runs a callback and then waits for all that it wrote; a unit inside of another waits for its own. @throws what it throws, or why something is not durable */
  async run<R>(callback: () => Promise<R>): Promise<R> {
    const unit: Unit = { isActive: true, written: [] };
    try {
      return await this.#storage.run(unit, callback);
    } finally {
      // Work that was started in here and goes on later waits for itself.
      unit.isActive = false;
      for (const { durable } of unit.written) await durable;
    }
  }

  /** Runs a callback, and all that it starts, as if the flow were in no unit. */
  outside<R>(callback: () => R): R {
    return this.#storage.exit(callback);
  }

  get isInside(): boolean {
    return this.#storage.getStore()?.isActive ?? false;
  }

  /** Whether this flow has written something that others cannot see yet. */
  get isAhead(): boolean {
    const unit = this.#storage.getStore();
    return unit?.isActive === true && unit.written.at(-1)?.isCommitted === false;
  }

  /** Leaves the waiting to the end of the unit. @returns false when the flow is in none and has to wait itself */
  note(written: Written): boolean {
    const unit = this.#storage.getStore();
    if (!unit?.isActive) return false;
    if (unit.written.at(-1) !== written) unit.written.push(written);
    return true;
  }
}
