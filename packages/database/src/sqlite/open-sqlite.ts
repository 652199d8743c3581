import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseLog } from '../database-log.ts';
import type { DirectRun } from '../direct-run.ts';
import type { DurableUnits } from '../durable-unit.ts';
import type { TransactionScope } from '../transaction-scope.ts';
import { lockFile } from './file-lock.ts';
import { SqliteDriver } from './sqlite-driver.ts';
import { openLog, renewLog } from './write-ahead-log.ts';

/** Of each connection; SQLite's default of 2 MiB reads the pages of a busy table again and again. */
const cacheKib = 16_384;

/** SQLite rolls DDL back, and the driver has a lock of its own: Kysely's defaults say otherwise. */
class GroupCommitAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/**
 * Opens a SQLite file with full durability.
 * @returns the dialect for Kysely, and the undo of the file lock
 */
export async function openSqlite(o: {
  file: string;
  scope: TransactionScope;
  units: DurableUnits;
  log: DatabaseLog;
  onBroken: (error: Error) => void;
}): Promise<{ dialect: Dialect; direct: DirectRun; ready: () => Promise<void>; unlock: () => void }> {
  mkdirSync(dirname(o.file), { recursive: true, mode: 0o700 });
  // Created for its owner only; the files that SQLite puts beside it take over this mode.
  closeSync(openSync(o.file, 'a', 0o600));
  closeSync(openSync(`${o.file}.lock`, 'a', 0o600));
  const unlock = await lockFile(o.file);
  try {
    const leftBehind = renewLog(o.file);
    const writing = openWriting(o.file);
    if (leftBehind > 0) o.log.info('database-log-restored', { bytes: leftBehind });
    const reading = new DatabaseSync(o.file, { readOnly: true, timeout: 2_000 });
    reading.exec(`pragma cache_size = -${cacheKib}`);
    const onSlow = (milliseconds: number): void =>
      o.log.warn('transaction-awaits-something-else', { milliseconds: Math.round(milliseconds) });
    const log = openLog(o.file);
    const { scope, units, onBroken } = o;
    const driver = new SqliteDriver({ writing, reading, log, scope, units, onSlow, onBroken });
    const dialect: Dialect = {
      createAdapter: () => new GroupCommitAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    };
    return { dialect, direct: driver.direct, ready: driver.ready, unlock };
  } catch (error) {
    unlock();
    throw error;
  }
}

function openWriting(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 2_000 });
  db.exec('pragma journal_mode = wal');
  // SQLite syncs the log before and the file after each checkpoint; the syncs of a commit are ours (GroupCommit),
  // since SQLite's would stop the event loop.
  db.exec('pragma synchronous = normal');
  // Apple's fsync does not reach the disk; elsewhere these two do nothing.
  db.exec('pragma fullfsync = on');
  db.exec('pragma checkpoint_fullfsync = on');
  // Pages that many transactions change reach the file once: at 1,000 pages, SQLite's default, checkpoints were a
  // good part of a commit. The log is as durable as the file.
  db.exec('pragma wal_autocheckpoint = 8000');
  db.exec(`pragma cache_size = -${cacheKib}`);
  db.exec('pragma foreign_keys = on');
  // What a process that was killed has left in the log goes into the file, which SQLite syncs before and after.
  db.exec('pragma wal_checkpoint(truncate)');
  return db;
}
