import { attemptDelivery, type DeliveryParts, describeError } from './attempt-delivery.ts';

const leaseMs = 30_000;
const idleMs = 30_000;
/** Attempts under way together, and to one system: one that does not answer must not hold up the others. */
const atOnce = 200;
const atOncePerClient = 10;

export type DeliveryWorker = {
  /** There is something to do now. */
  kick(): void;
  /** Waits until what is due now has been tried. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Delivers the outbox (D15). Everything it needs to know is in the rows: after a restart, or in another
 * process, it goes on where it stopped. New rows are looked for while attempts are still under way, so a
 * sign-out is told at once also while dead systems are being waited for.
 */
export function startDeliveryWorker(parts: DeliveryParts): DeliveryWorker {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let again = false;
  let closed = false;
  const underway = new Map<Promise<void>, string>();

  function busyClients(): string[] {
    const counts = new Map<string, number>();
    for (const client of underway.values()) counts.set(client, (counts.get(client) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= atOncePerClient).map(([client]) => client);
  }

  /** Takes what is due. Every attempt that ends looks again, so waiting rows of a busy system follow. */
  async function look(): Promise<void> {
    for (;;) {
      const room = Math.min(atOnce - underway.size, 50);
      if (room <= 0 || closed) return;
      const due = await parts.deliveries.takeDue(room, {
        leaseMs,
        perClient: atOncePerClient,
        except: busyClients(),
      });
      for (const delivery of due) {
        const attempt = attemptDelivery(parts, delivery)
          .catch((error: unknown) => {
            parts.log.error('logout-delivery-failed', { error: describeError(error) });
          })
          .finally(() => {
            underway.delete(attempt);
            kick();
          });
        underway.set(attempt, delivery.client_id);
      }
      if (due.length < room) return;
    }
  }

  async function loop(): Promise<void> {
    do {
      again = false;
      try {
        await look();
      } catch (error) {
        parts.log.error('logout-delivery-failed', { error: describeError(error) });
      }
    } while (again && !closed);
    looking = undefined;
    await arm();
  }

  async function arm(): Promise<void> {
    if (closed || looking || underway.size > 0) return;
    const due = await parts.deliveries.nextDue().catch(() => undefined);
    if (closed || looking) return;
    clearTimeout(timer);
    const wait = due === undefined ? idleMs : Math.min(Math.max(due - parts.now(), 500), idleMs);
    timer = setTimeout(kick, wait).unref();
  }

  function kick(): void {
    if (closed) return;
    clearTimeout(timer);
    if (looking) again = true;
    else looking = loop();
  }

  async function idle(): Promise<void> {
    while (looking || underway.size > 0) {
      await looking;
      await Promise.all(underway.keys());
    }
  }

  kick();
  return {
    kick,
    async settle() {
      kick();
      await idle();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await idle();
    },
  };
}
