import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log/create-log.ts';
import type { ClientCredentials } from '../tokens/client-credentials.ts';

/** Tells the portal that something of these people (by subject or by role; all, when neither is given) has changed. */
export type Notification = { topic: string; subjects?: string[]; roles?: string[] };

/** Sends notifications in the background. */
export type PortalNotifier = {
  /** Accepts a notification; resolves at once and never rejects. */
  notify(notification: Notification): Promise<void>;
  /** Sends what is waiting, without further retries, and stops. */
  close(): Promise<void>;
};

const capacity = 1_000;
const attempts = 8;
const firstPause = 200;
const longestPause = 30_000;

/**
 * Notifies the portal (`POST <portal>/api/notifications`), in order, with retries and growing pauses. What the portal
 * cannot be told in about a minute is logged and dropped: shells read again when they reconnect.
 * @param o `credentials` for audience `urn:yimen:service:portal`, scope `portal:notify`; `pause` is the first pause
 *   between attempts in milliseconds (200), `capacity` how many may wait (1,000; the oldest is dropped)
 */
export function portalNotifier(o: {
  portalUrl: string;
  credentials: ClientCredentials;
  log: Log;
  pause?: number;
  capacity?: number;
}): PortalNotifier {
  const queue: string[] = [];
  const stopped = new AbortController();
  let working: Promise<void> | undefined;

  const deliver = async (body: string): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      const outcome = await post(o, body);
      if (outcome === 'done') return;
      const { isFinal, reason } = outcome;
      if (isFinal || attempt >= attempts || stopped.signal.aborted) {
        o.log.error('notification-dropped', { attempt, reason });
        return;
      }
      o.log.warn('notification-delayed', { attempt, reason });
      const pause = Math.min((o.pause ?? firstPause) * 2 ** (attempt - 1), longestPause);
      await delay(pause, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const work = async (): Promise<void> => {
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) await deliver(body);
    working = undefined;
  };
  return {
    async notify({ topic, subjects, roles }) {
      if (stopped.signal.aborted) return;
      const body = JSON.stringify({ topic, ...(subjects && { subjects }), ...(roles && { roles }) });
      // The same news twice in the queue is told once: it only says "read again".
      if (queue.includes(body)) return;
      queue.push(body);
      if (queue.length > (o.capacity ?? capacity)) {
        queue.shift();
        o.log.error('notification-dropped', { reason: 'queue is full' });
      }
      working ??= work();
    },
    async close() {
      stopped.abort();
      await working;
    },
  };
}

type Failure = { isFinal: boolean; reason: unknown };

async function post(
  o: { portalUrl: string; credentials: ClientCredentials },
  body: string,
): Promise<'done' | Failure> {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await o.credentials.fetch(`${o.portalUrl}/api/notifications`, {
      method: 'POST',
      headers,
      body,
    });
    await response.body?.cancel();
    if (response.ok) return 'done';
    const isOurMistake = response.status >= 400 && response.status < 500;
    const isFinal = isOurMistake && ![401, 408, 425, 429].includes(response.status);
    return { isFinal, reason: `HTTP ${response.status}` };
  } catch (error) {
    return { isFinal: false, reason: error };
  }
}
