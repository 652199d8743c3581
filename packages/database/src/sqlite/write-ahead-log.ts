import { close, fdatasync, open } from 'node:fs';
import { promisify } from 'node:util';

const [openFile, syncFile, closeFile] = [promisify(open), promisify(fdatasync), promisify(close)];

/** SQLite's log beside a database file. */
export type WriteAheadLog = { sync(): Promise<void>; close(): Promise<void> };

/**
 * Syncs the log of a database from outside of SQLite, in a thread of the pool: what a COMMIT has written to it is on
 * the disk when `sync` settles. The file stays the same one while a connection is open (sqlite.org/walformat.html);
 * SQLite's locks are on other files, so that closing ours drops none of them. On Apple's systems Node makes it a full
 * sync.
 */
export function openLog(file: string): WriteAheadLog {
  let opened: Promise<number> | undefined;
  return {
    async sync() {
      // The first COMMIT makes it.
      opened ??= openFile(`${file}-wal`, 'r+');
      await syncFile(await opened);
    },
    async close() {
      if (opened) await closeFile(await opened);
    },
  };
}
