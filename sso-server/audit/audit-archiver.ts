import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import type { SsoDatabase } from '../database-schema.ts';
import { archiveAudit } from './archive-audit.ts';
import type { AuditMac } from './audit-mac.ts';

const hourMs = 60 * 60_000;

export type AuditArchiver = { settle(): Promise<void>; close(): Promise<void> };

/**
 * Archives by itself what `archive-audit` would: a month goes to files as soon as its last day was kept long enough.
 * Without a directory nothing happens. An hour late is early enough, and what fails is tried again the next hour.
 */
export function startAuditArchiver(o: {
  db: Database<SsoDatabase>;
  mac: AuditMac;
  now: () => number;
  log: Log;
  directory: string;
  keepDays: number;
}): AuditArchiver {
  let running: Promise<void> = Promise.resolve();
  async function archive(): Promise<void> {
    if (o.directory === '') return;
    try {
      const { archived, files } = await archiveAudit(o, o);
      if (archived > 0) o.log.info('audit-archived', { archived, files });
    } catch (error) {
      // Another process may have been quicker: then there is nothing left the next time.
      o.log.error('audit-archive-failed', { error });
    }
  }
  const settle = () => {
    running = running.then(archive);
    return running;
  };
  void settle();
  const timer = setInterval(settle, hourMs).unref();
  return {
    settle,
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
