import type { Log } from '@yimen/service-kit';
import { deliverTodo, type TodoSender } from './deliver-todo.ts';
import type { OutboxRow, OutboxStore } from './outbox-store.ts';

/** Delivers what waits in the table `outbox`, in order for each payment, again and again until it arrives. */
export type TodoOutbox = {
  /** There is something new. Call it after the commit. */
  wake(): void;
  /** Finishes the delivery under way; what waits stays in the table. */
  close(): Promise<void>;
};

type Parts = { store: OutboxStore; send: TodoSender; log: Log; clock: () => number };

const batch = 20;
// A process that dies during a delivery leaves its claim behind; this long the request waits for another attempt.
const claimMilliseconds = 15_000;
const longestWait = 60_000;
// Other processes on the same database add rows without telling this one.
const sweepMilliseconds = 15_000;

/** Starts delivering, beginning with what an earlier process left. */
export function startTodoOutbox(parts: Parts): TodoOutbox {
  const { store, log, clock } = parts;
  let isClosed = false;
  let isWoken = false;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const work = async (): Promise<void> => {
    let rows: OutboxRow[];
    do {
      isWoken = false;
      rows = await store.due(clock(), batch);
      await Promise.all(rows.map((row) => deliver(row, parts)));
      // The first request of a payment is gone now: its next one may be due.
    } while ((isWoken || rows.length > 0) && !isClosed);
  };
  const settle = async (): Promise<void> => {
    try {
      await work();
      const next = isClosed ? undefined : await store.nextAt();
      plan(Math.min(Math.max((next ?? Infinity) - clock(), 50), sweepMilliseconds));
    } catch (error) {
      log.error('todo-outbox-failed', { error });
      plan(sweepMilliseconds);
    }
  };
  const plan = (milliseconds: number): void => {
    running = undefined;
    if (isClosed) return;
    if (isWoken) wake();
    else timer = setTimeout(wake, milliseconds).unref();
  };
  const wake = (): void => {
    isWoken = true;
    if (isClosed || running) return;
    clearTimeout(timer);
    running = settle();
  };
  wake();
  return {
    wake,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function deliver(row: OutboxRow, { store, send, log, clock }: Parts): Promise<void> {
  if (!(await store.claim(row, clock() + claimMilliseconds))) return;
  const delivery = await deliverTodo(row, send);
  if (delivery.outcome === 'delivered') {
    await store.remove(row.id);
    log.info('todo-delivered', { request: row.id, method: row.method });
    return;
  }
  const { reason } = delivery;
  if (delivery.outcome === 'refused') {
    await store.refuse(row.id, reason);
    log.error('todo-refused', { request: row.id, reason });
    return;
  }
  const nextAt = clock() + Math.min(500 * 2 ** row.attempts, longestWait);
  await store.postpone(row.id, { nextAt, reason });
  log.warn('todo-delivery-failed', { request: row.id, attempts: row.attempts + 1, reason });
}
