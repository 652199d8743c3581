import { closeSync, existsSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { orderSync } from './sync-thread.ts';

/** SQLite's log beside a database file. */
export type WriteAheadLog = { sync(): Promise<void>; close(): Promise<void> };

/**
 * Syncs the log of a database from outside of SQLite, in a thread of its own: what a COMMIT has written to it is on
 * the disk when `sync` settles. The file stays the same one while a connection is open (sqlite.org/walformat.html);
 * SQLite's locks are on other files, so that closing ours drops none of them. On Apple's systems Node makes it a full
 * sync.
 */
export function openLog(file: string): WriteAheadLog {
  return {
    sync: () => orderSync('sync', `${file}-wal`),
    close: () => orderSync('close', `${file}-wal`),
  };
}

const chunkBytes = 1_048_576;

/**
 * Writes the log that a process has left behind once more, and syncs it. A disk that refused a sync may have lost what
 * the page cache still shows, as clean pages that no later sync writes: what SQLite is about to read, and to build upon,
 * has to be on the disk first. To be called before any connection is open.
 * @returns how many bytes the log has
 * @throws Error when the disk refuses again
 */
export function renewLog(file: string): number {
  const log = `${file}-wal`;
  if (!existsSync(log)) return 0;
  const descriptor = openSync(log, 'r+');
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let position = 0;
    for (;;) {
      const bytes = readSync(descriptor, chunk, 0, chunkBytes, position);
      if (bytes === 0) break;
      for (let done = 0; done < bytes; )
        done += writeSync(descriptor, chunk, done, bytes - done, position + done);
      position += bytes;
    }
    fsyncSync(descriptor);
    return position;
  } finally {
    closeSync(descriptor);
  }
}
