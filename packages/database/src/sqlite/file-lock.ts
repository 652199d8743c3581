import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

const patience = 2_000;
const pause = 50;

/**
 * Makes sure that one database file has one owner. Two would not corrupt it, but each would stop the other's event
 * loop while it waits (seconds, measured). The lock is SQLite's own on a small file beside it, so the operating
 * system drops it when the process dies, however it dies.
 * @param file the database file; the lock is `<file>.lock`
 * @returns the undo
 * @throws Error that names the owner's process id when the file stays taken for two seconds
 */
export async function lockFile(file: string): Promise<() => void> {
  const deadline = performance.now() + patience;
  for (;;) {
    const lock = tryLock(file);
    if (typeof lock === 'function') return lock;
    if (performance.now() > deadline) {
      const owner = lock.owner === undefined ? 'another process' : `process ${lock.owner}`;
      throw new Error(`${file} is in use by ${owner}; one process per SQLite file (several need PostgreSQL)`);
    }
    // A restart overlaps with the old process for a moment.
    await delay(pause);
  }
}

function tryLock(file: string): (() => void) | { owner: number | undefined } {
  const db = new DatabaseSync(`${file}.lock`);
  try {
    db.exec('begin immediate');
    db.exec('create table if not exists owner (pid integer not null)');
    db.exec(`delete from owner; insert into owner values (${process.pid})`);
    db.exec('commit');
    // Held for life. RESERVED keeps other writers out and still lets them read who it is.
    db.exec('begin immediate');
    return () => {
      if (db.isOpen) db.close();
    };
  } catch (error) {
    if (!isBusy(error)) {
      db.close();
      throw error;
    }
    const owner = readOwner(db);
    db.close();
    return { owner };
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === 5; // SQLITE_BUSY and its kinds
}

function readOwner(db: DatabaseSync): number | undefined {
  try {
    const pid = db.prepare('select pid from owner').get()?.pid;
    return typeof pid === 'number' ? pid : undefined;
  } catch {
    return undefined;
  }
}
