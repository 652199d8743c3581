import type { DatabaseSync } from 'node:sqlite';
import { brokenDatabase } from '../broken.ts';
import type { Written } from '../durable-unit.ts';

/** Statements and transactions that reach the disk with one COMMIT. */
type Group = Written & { isCommitted: boolean; resolve: () => void; reject: (error: unknown) => void };

/** A statement that has run: what came of it, and the group that makes it last. */
type Execution<R> = { outcome: { value: R } | { error: unknown }; group: Written };

type Options = {
  /** Told how long a transaction kept a COMMIT waiting, in milliseconds. */
  onSlow?: (milliseconds: number) => void;
  /** Brings what was committed to the disk, without holding up the event loop. Left out when COMMIT does so itself. */
  sync?: () => Promise<void>;
  /** Told once that nothing is written any more: the disk has refused a sync. */
  onBroken?: (error: Error) => void;
};

/**
 * Shares one durable COMMIT among everything that is written in one turn of the event loop or while the disk is busy.
 *
 * The first write opens a `begin immediate` transaction, later ones join it, and it is committed on setImmediate.
 * Nobody hears of success before the disk has it. While the disk is busy with one group the next one gathers, so a
 * slow disk gets fewer and larger groups. A single statement is atomic by itself (SQLite undoes a
 * failed one); a transaction is a savepoint that holds the lock from begin to end, so nothing else can get in between.
 */
export class GroupCommit {
  readonly #db: DatabaseSync;
  readonly #waiting: (() => void)[] = [];
  readonly #onSlow: (milliseconds: number) => void;
  readonly #sync: (() => Promise<void>) | undefined;
  readonly #onBroken: (error: Error) => void;
  #syncing: Promise<void> | undefined;
  /** The turn of the open group has come while the disk was busy. */
  #isReady = false;
  #broken: Error | undefined;
  #isHeld = false;
  #heldSince = 0;
  #isDue = false;
  #isClosed = false;
  #group: Group | undefined;

  constructor(db: DatabaseSync, o: Options = {}) {
    this.#db = db;
    this.#onSlow = o.onSlow ?? (() => undefined);
    this.#sync = o.sync;
    this.#onBroken = o.onBroken ?? (() => undefined);
  }

  /** Why nothing is written any more; undefined: it is. */
  get broken(): Error | undefined {
    return this.#broken;
  }

  /** Runs one statement as a member of the group. Settles when it is durable. */
  async statement<R>(work: () => R): Promise<R> {
    const { outcome, group } = await this.execute(work);
    await group.durable;
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  }

  /** Runs one statement as a member of the group and settles at once: the caller has yet to wait for the group. */
  async execute<R>(work: () => R): Promise<Execution<R>> {
    if (this.#isHeld) await this.#turn();
    else this.#take();
    try {
      const group = this.#join();
      return { outcome: this.#attempt(work, group), group };
    } finally {
      this.#release();
    }
  }

  /** Waits for the write lock and opens a savepoint. The caller must finish what it gets. */
  async begin(): Promise<WriteTransaction> {
    if (this.#isHeld) await this.#turn();
    else this.#take();
    try {
      const group = this.#join();
      return new WriteTransaction(this.#db, {
        group,
        release: () => this.#release(),
        attempt: (work) => this.#attempt(work, group),
      });
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  /**
   * Lets what has been accepted finish, commits it and refuses everything later.
   * @throws Error when the disk has refused a sync: then nothing that was open is committed
   */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    const last = this.#isHeld ? this.#turn() : undefined;
    this.#isClosed = true;
    await last;
    this.#isHeld = true;
    await this.#syncing;
    this.#commit();
    await this.#syncing;
    if (this.#broken) throw this.#broken;
  }

  #turn(): Promise<void> {
    if (this.#isClosed) return Promise.reject(new Error('the database is closed'));
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #take(): void {
    if (this.#isClosed) throw new Error('the database is closed');
    this.#isHeld = true;
  }

  #release(): void {
    if (this.#broken) this.#undo(this.#broken);
    else if (this.#isDue) {
      this.#onSlow(performance.now() - this.#heldSince);
      this.#commit();
    }
    const next = this.#waiting.shift();
    if (next) next();
    else this.#isHeld = false;
  }

  #join(): Group {
    if (this.#broken) throw this.#broken;
    if (this.#group) return this.#group;
    this.#db.exec('begin immediate');
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    promise.catch(() => undefined);
    this.#group = { durable: promise, isCommitted: false, resolve, reject };
    setImmediate(() => this.#whenIdle());
    return this.#group;
  }

  #attempt<R>(work: () => R, group: Group): { value: R } | { error: unknown } {
    if (this.#broken) return { error: this.#broken };
    try {
      return { value: work() };
    } catch (error) {
      // A full disk, an I/O error or raise(rollback) ends the whole transaction: nobody in it was acknowledged.
      if (!this.#db.isTransaction) this.#fail(group, error);
      return { error };
    }
  }

  #whenIdle(): void {
    if (this.#syncing) {
      this.#isReady = true;
      return;
    }
    if (!this.#isHeld) {
      this.#commit();
      return;
    }
    this.#isDue = true;
    this.#heldSince = performance.now();
  }

  #commit(): void {
    this.#isDue = false;
    this.#isReady = false;
    const group = this.#group;
    if (!group) return;
    if (this.#broken) {
      this.#undo(this.#broken);
      return;
    }
    try {
      this.#db.exec('commit');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('rollback');
      this.#fail(group, error);
      return;
    }
    this.#group = undefined;
    group.isCommitted = true;
    if (!this.#sync) group.resolve();
    else this.#syncing = this.#settle(group, this.#sync());
  }

  async #settle(group: Group, synced: Promise<void>): Promise<void> {
    try {
      await synced;
      group.resolve();
    } catch (cause) {
      this.#break(group, brokenDatabase(cause));
    }
    this.#syncing = undefined;
    if (this.#isReady && !this.#isClosed) this.#whenIdle();
  }

  /**
   * What the disk has of a group is unknown, and asking it again may be answered with a lie: nothing is written any more
   * until a start has read the log anew. What has gathered meanwhile would lie behind frames that may be lost.
   */
  #break(group: Group, error: Error): void {
    this.#broken = error;
    group.reject(error);
    // Whoever holds the lock has statements yet to come, which must not run outside of a transaction: its release undoes.
    if (!this.#isHeld) this.#undo(error);
    this.#onBroken(error);
  }

  /** Takes back what was not committed. */
  #undo(error: Error): void {
    this.#isDue = false;
    const group = this.#group;
    if (!group) return;
    if (this.#db.isTransaction) this.#db.exec('rollback');
    this.#fail(group, error);
  }

  #fail(group: Group, error: unknown): void {
    if (this.#group === group) this.#group = undefined;
    group.reject(error);
  }
}

type Membership = {
  group: Written;
  release: () => void;
  attempt: <R>(work: () => R) => { value: R } | { error: unknown };
};

/** One transaction inside the group: a savepoint and the write lock. */
export class WriteTransaction {
  readonly #db: DatabaseSync;
  readonly #membership: Membership;
  #isFinished = false;
  #isAborted = false;

  constructor(db: DatabaseSync, membership: Membership) {
    this.#db = db;
    this.#membership = membership;
    db.exec('savepoint yimen_member');
  }

  /** Runs one statement. After an error only rollback is possible, as on PostgreSQL. */
  run<R>(work: () => R): R {
    if (this.#isFinished) throw new Error('the transaction has ended');
    if (this.#isAborted) throw new Error('the transaction was aborted by an earlier error; roll it back');
    const outcome = this.#membership.attempt(work);
    if ('value' in outcome) return outcome.value;
    this.#isAborted = true;
    throw outcome.error;
  }

  /** Runs savepoint control: rolling back to one also clears an earlier error. */
  control(command: string): void {
    if (this.#isFinished) throw new Error('the transaction has ended');
    this.#db.exec(command);
    if (command.startsWith('rollback to')) this.#isAborted = false;
  }

  /** What makes it last. */
  get group(): Written {
    return this.#membership.group;
  }

  /**
   * Resolves when the group is on disk, or at once when somebody else waits for that.
   * @throws Error when a statement had failed: then everything is undone
   */
  async commit(isAwaitedElsewhere = false): Promise<void> {
    const isAborted = this.#isAborted;
    this.#finish(isAborted);
    if (!isAwaitedElsewhere) await this.#membership.group.durable;
    if (isAborted)
      throw new Error('the transaction was aborted by an earlier error and has been rolled back');
  }

  /** Undoes this member only. Resolves with the group, since what it saw may have been of the group. */
  async rollback(): Promise<void> {
    if (this.#isFinished) return;
    this.#finish(true);
    await this.#membership.group.durable;
  }

  #finish(isUndone: boolean): void {
    if (this.#isFinished) throw new Error('the transaction has ended');
    this.#isFinished = true;
    try {
      if (!this.#db.isTransaction) return;
      if (isUndone) this.#db.exec('rollback to yimen_member');
      this.#db.exec('release yimen_member');
    } finally {
      this.#membership.release();
    }
  }
}
