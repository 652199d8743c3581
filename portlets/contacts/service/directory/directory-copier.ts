import type { Database } from '@yimen/database';
import type { ClientCredentials, Log } from '@yimen/service-kit';
import type { CopyReport } from '../../contract/index.ts';
import type { ContactsDatabase } from '../tables.ts';
import { directoryRows } from './directory-rows.ts';
import { readDirectory } from './read-directory.ts';
import { storeDirectory } from './store-directory.ts';

/** Keeps the copy of the directory. */
export type DirectoryCopier = {
  /** Begins to copy: now, and again and again. */
  start(): void;
  /** Copies now; whoever asks meanwhile gets the same copy. @throws Error when the directory cannot be read */
  copy(): Promise<CopyReport>;
  /** Stops, and waits for what is under way. */
  close(): Promise<void>;
};

const firstPause = 5_000;

/** While the directory cannot be read, or is still empty, it is tried again soon; what was copied keeps serving. */
export function createDirectoryCopier(o: {
  db: Database<ContactsDatabase>;
  issuer: string;
  credentials: ClientCredentials;
  everyMilliseconds: number;
  clock: () => number;
  log: Log;
  onChange: () => void;
}): DirectoryCopier {
  const ending = new AbortController();
  let running: Promise<CopyReport> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;

  const copyOnce = async (): Promise<CopyReport> => {
    const directory = await readDirectory({ ...o, signal: ending.signal });
    const rows = directoryRows(directory);
    if (rows.contact.length === 0 && (await hasContacts(o.db))) {
      // A directory that has lost everybody is more likely broken than right.
      throw new Error('the directory is empty; the copy is kept');
    }
    const report = await storeDirectory(o.db, rows, o.clock());
    o.log.info('directory-copied', report);
    if (report.changed > 0) o.onChange();
    return report;
  };
  const copy = (): Promise<CopyReport> => {
    running ??= copyOnce().finally(() => {
      running = undefined;
    });
    return running;
  };
  const pauseAfter = (report: CopyReport | undefined): number => {
    failures = report ? 0 : failures + 1;
    if (report && report.people > 0) return o.everyMilliseconds;
    return Math.min(firstPause * 2 ** Math.max(0, failures - 1), o.everyMilliseconds);
  };
  const turn = async (): Promise<void> => {
    const report = await copy().catch((error: unknown) => {
      if (!ending.signal.aborted) o.log.warn('directory-not-copied', { error });
      return undefined;
    });
    if (!ending.signal.aborted) timer = setTimeout(() => void turn(), pauseAfter(report)).unref();
  };
  return {
    start: () => void turn(),
    copy,
    async close() {
      ending.abort();
      clearTimeout(timer);
      await running?.catch(() => undefined);
    },
  };
}

async function hasContacts(db: Database<ContactsDatabase>): Promise<boolean> {
  return (await db.query.selectFrom('contact').select('sub').limit(1).executeTakeFirst()) !== undefined;
}
