import { attemptDelivery, type DeliveryParts, describeError } from './attempt-delivery.ts';

const leaseMs = 30_000;
const batch = 50;
const idleMs = 30_000;

export type DeliveryWorker = {
  /** There is something to do now. */
  kick(): void;
  /** Waits until what is due now has been tried. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Delivers the outbox (D15). Everything it needs to know is in the rows: after a restart, or in another
 * process, it goes on where it stopped.
 */
export function startDeliveryWorker(parts: DeliveryParts): DeliveryWorker {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;

  async function pass(): Promise<void> {
    for (;;) {
      const due = await parts.deliveries.takeDue(batch, leaseMs);
      await Promise.all(due.map((delivery) => attemptDelivery(parts, delivery)));
      if (due.length < batch) return;
    }
  }

  async function loop(): Promise<void> {
    do {
      again = false;
      try {
        await pass();
      } catch (error) {
        parts.log.error('logout-delivery-failed', { error: describeError(error) });
      }
    } while (again && !closed);
    running = undefined;
    await arm();
  }

  async function arm(): Promise<void> {
    if (closed || running) return;
    const due = await parts.deliveries.nextDue().catch(() => undefined);
    if (closed || running) return;
    clearTimeout(timer);
    const wait = due === undefined ? idleMs : Math.min(Math.max(due - parts.now(), 500), idleMs);
    timer = setTimeout(kick, wait).unref();
  }

  function kick(): void {
    if (closed) return;
    clearTimeout(timer);
    if (running) again = true;
    else running = loop();
  }

  kick();
  return {
    kick,
    async settle() {
      kick();
      while (running) await running;
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
