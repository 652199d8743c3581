import { Worker } from 'node:worker_threads';
import type { SyncAnswer, SyncOrder } from './sync-worker.ts';

type Thread = { worker: Worker; waiting: Map<number, PromiseWithResolvers<void>> };

let thread: Thread | undefined;
let serial = 0;

/**
 * Runs an order in the thread that does nothing but sync; the first order starts it. One for all databases of the
 * process: it is idle nearly always.
 * @throws Error of the file system, or when the thread has ended
 */
export function orderSync(act: SyncOrder['act'], file: string): Promise<void> {
  thread ??= startThread();
  const { worker, waiting } = thread;
  const order: SyncOrder = { id: serial++, act, file };
  const answer = Promise.withResolvers<void>();
  waiting.set(order.id, answer);
  // Only a sync that somebody waits for keeps the process alive.
  worker.ref();
  worker.postMessage(order);
  return answer.promise;
}

function startThread(): Thread {
  const worker = new Worker(new URL('./sync-worker.ts', import.meta.url), {
    // Flags of the main thread may not be allowed in others, and a loader that it has is no business of this one.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  });
  const started: Thread = { worker, waiting: new Map() };
  worker.on('message', ({ id, error }: SyncAnswer) => {
    const answer = started.waiting.get(id);
    started.waiting.delete(id);
    if (started.waiting.size === 0) worker.unref();
    if (error === undefined) answer?.resolve();
    else answer?.reject(error);
  });
  const end = (error: Error): void => {
    if (thread === started) thread = undefined;
    for (const { reject } of started.waiting.values()) reject(error);
    started.waiting.clear();
  };
  worker.on('error', end);
  worker.on('exit', (code) => end(new Error(`the thread that syncs has ended with ${code}`)));
  return started;
}
