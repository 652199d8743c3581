import { renameSync } from 'node:fs';
import { orderSync } from '../src/sqlite/sync-thread.ts';

/** Takes the log away from under a database that is open: its next sync is refused. It is in `<file>-lost` then. */
export async function loseLog(file: string): Promise<void> {
  await orderSync('close', `${file}-wal`);
  renameSync(`${file}-wal`, `${file}-lost`);
}
