import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

/**
 * Waits until a program answers its readiness check.
 *
 * @throws when it ends, or is not ready in time; the message says which
 */
export async function waitUntilReady(o: {
  name: string;
  url: string;
  isRunning: () => boolean;
  timeoutMs: number;
}): Promise<void> {
  const until = Date.now() + o.timeoutMs;
  let last = 'no answer';
  while (Date.now() < until) {
    if (!o.isRunning()) throw new Error(`${o.name} ended before it was ready`);
    try {
      const response = await fetch(new URL('/readyz', o.url), { signal: AbortSignal.timeout(2_000) });
      await response.body?.cancel();
      if (response.ok) return;
      last = `status ${response.status}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await sleep(POLL_MS);
  }
  throw new Error(`${o.name} was not ready after ${o.timeoutMs / 1000} s (${last})`);
}
