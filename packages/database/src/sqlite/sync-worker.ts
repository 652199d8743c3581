import { closeSync, fdatasyncSync, openSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

/** What the thread is asked to do with a file. */
export type SyncOrder = { id: number; act: 'sync' | 'close'; file: string };
/** What came of it; without an error it is done. */
export type SyncAnswer = { id: number; error?: unknown };

const opened = new Map<string, number>();

function obey({ act, file }: SyncOrder): void {
  const known = opened.get(file);
  if (act === 'close') {
    if (known !== undefined) closeSync(known);
    opened.delete(file);
    return;
  }
  const descriptor = known ?? openSync(file, 'r+');
  opened.set(file, descriptor);
  fdatasyncSync(descriptor);
}

parentPort?.on('message', (order: SyncOrder) => {
  const answer: SyncAnswer = { id: order.id };
  try {
    obey(order);
  } catch (error) {
    answer.error = error;
  }
  parentPort?.postMessage(answer);
});
