import type { Log } from '@yimen/service-kit';
import type { RelyingPartyDirectory } from '../relying-parties/relying-party-directory.ts';
import type { Delivery, DeliveryStore } from './delivery-store.ts';
import type { LogoutTokenIssuer } from './logout-token.ts';

/** Posts a form and answers the status; a failed connection rejects. */
export type PostForm = (uri: string, form: URLSearchParams, signal: AbortSignal) => Promise<number>;

const seconds = (count: number) => count * 1000;
/** After attempt n the next one follows in this time; the last interval repeats. */
const backOffMs = [5, 15, 60, 300, 900, 3600].map(seconds);
const giveUpMs = 24 * 3_600_000;
const attemptMs = 3_000;
const leaseMs = 30_000;
const batch = 50;
const idleMs = 30_000;

export type DeliveryWorker = { kick(): void; settle(): Promise<void>; close(): Promise<void> };

/**
 * Delivers the outbox (D15). Everything it needs to know is in the rows: after a restart, or in another
 * process, it goes on where it stopped.
 */
export function startDeliveryWorker(o: {
  deliveries: DeliveryStore;
  relyingParties: RelyingPartyDirectory;
  issueToken: LogoutTokenIssuer;
  post: PostForm;
  now: () => number;
  log: Log;
}): DeliveryWorker {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;

  async function pass(): Promise<void> {
    for (;;) {
      const due = await o.deliveries.takeDue(batch, leaseMs);
      await Promise.all(due.map(attempt));
      if (due.length < batch) return;
    }
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const outcome = await send(delivery);
    const attempts = delivery.attempts + 1;
    const at = o.now();
    const base = { attempts, last_status: outcome.status, last_error: outcome.error };
    if (outcome.status === 200 || outcome.status === 204) {
      await o.deliveries.finishAttempt(delivery.id, {
        ...base,
        state: 'delivered',
        delivered_at: at,
        next_attempt_at: null,
      });
    } else if (outcome.status === 400 || outcome.isFinal) {
      // Back-Channel Logout 1.0, 2.8: 400 says that the token will never be accepted.
      await o.deliveries.finishAttempt(delivery.id, { ...base, state: 'refused', next_attempt_at: null });
    } else if (at - delivery.created_at >= giveUpMs) {
      await o.deliveries.finishAttempt(delivery.id, { ...base, state: 'expired', next_attempt_at: null });
    } else {
      const wait = backOffMs[Math.min(attempts, backOffMs.length) - 1] ?? seconds(3600);
      await o.deliveries.finishAttempt(delivery.id, { ...base, next_attempt_at: at + wait });
    }
    o.log.info('logout-delivery', {
      client: delivery.client_id,
      attempts,
      status: outcome.status,
      error: outcome.error,
    });
  }

  async function send(
    delivery: Delivery,
  ): Promise<{ status: number | null; error: string | null; isFinal: boolean }> {
    try {
      const party = await o.relyingParties.find(delivery.client_id);
      if (!party) return { status: null, error: 'the relying party is no longer registered', isFinal: true };
      const logout_token = await o.issueToken({
        clientId: delivery.client_id,
        alg: party.idTokenAlg,
        sub: delivery.sub,
        sid: delivery.sid,
      });
      const status = await o.post(
        delivery.uri,
        new URLSearchParams({ logout_token }),
        AbortSignal.timeout(attemptMs),
      );
      return { status, error: null, isFinal: false };
    } catch (error) {
      return { status: null, error: describe(error), isFinal: false };
    }
  }

  async function loop(): Promise<void> {
    do {
      again = false;
      try {
        await pass();
      } catch (error) {
        o.log.error('logout-delivery-failed', { error: describe(error) });
      }
    } while (again && !closed);
    running = undefined;
    await arm();
  }

  async function arm(): Promise<void> {
    if (closed || running) return;
    const due = await o.deliveries.nextDue().catch(() => undefined);
    if (closed || running) return;
    clearTimeout(timer);
    const wait = due === undefined ? idleMs : Math.min(Math.max(due - o.now(), 500), idleMs);
    timer = setTimeout(kick, wait).unref();
  }

  function kick(): void {
    if (closed) return;
    clearTimeout(timer);
    if (running) {
      again = true;
      return;
    }
    running = loop();
  }

  kick();
  return {
    kick,
    /** Waits until what is due now has been tried. */
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

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.name}: ${error.message}${cause}`.slice(0, 300);
}
