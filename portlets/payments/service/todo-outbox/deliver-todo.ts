import { readProblem } from '@yimen/problem';
import type { OutboxRow } from './outbox-store.ts';

/** How a delivery ended. */
export type Delivery = { outcome: 'delivered' } | { outcome: 'refused' | 'failed'; reason: string };

/** Sends a request to the to-do service with this system's own token. */
export type TodoSender = (path: string, init: RequestInit) => Promise<Response>;

const timeoutMilliseconds = 10_000;

// What the to-do service will never accept, however often it is asked.
const final = new Set([400, 405, 409, 413, 415, 422]);

/** Delivers one request; never throws. */
export async function deliverTodo(row: OutboxRow, send: TodoSender): Promise<Delivery> {
  try {
    const response = await send(row.path, {
      method: row.method,
      signal: AbortSignal.timeout(timeoutMilliseconds),
      ...(row.body_json === null
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(row.body_json) }),
    });
    if (response.ok) {
      await response.body?.cancel();
      return { outcome: 'delivered' };
    }
    // Finishing or withdrawing a to-do that is not there: what was wanted is so already.
    if (response.status === 404 && row.method !== 'PUT') return { outcome: 'delivered' };
    const { message } = await readProblem(response);
    return { outcome: final.has(response.status) ? 'refused' : 'failed', reason: message };
  } catch (error) {
    return { outcome: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
