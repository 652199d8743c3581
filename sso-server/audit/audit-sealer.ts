import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import { type Selectable, sql, type Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { addLink, type Head, lockHead, writeHead } from './audit-link.ts';
import type { AuditMac } from './audit-mac.ts';
import { adoptAudit } from './audit-move.ts';
import type { AuditEventTable } from './audit-tables.ts';

type Row = Selectable<AuditEventTable>;
type Parts = { db: Database<SsoDatabase>; mac: AuditMac; now: () => number };

const rowsPerLink = 500;
/** On SQLite linking has the only write lock, some 15 ms for these; everybody else gets a turn before the next. */
const linksAtOnce = 2;
const sealEveryMs = 1000;
const anchorEveryMs = 60 * 60_000;

/**
 * Links the rows that were written since the last time. One process at a time: the head is changed with the condition
 * that nobody else has changed it.
 *
 * Rows are linked after their commit and not by their writer, because a chain that every sign-in had to queue for would
 * be the slowest part of it, and on PostgreSQL of all processes together.
 *
 * @returns how many rows were linked; when it is not 0 there may be more
 */
export async function sealAudit({ db, mac, now }: Parts): Promise<number> {
  return await db.transaction(async (trx) => {
    const before = await lockHead(db.dialect, trx);
    const horizon = db.dialect === 'postgres' ? await settledBelow(trx) : 0;
    let head: Head = { ...before, horizon };
    let sealed = 0;
    let after = db.dialect === 'postgres' ? 0 : before.last_sequence;
    // On PostgreSQL nobody waits, and the horizon moves with all rows below it or not at all.
    const most = db.dialect === 'postgres' ? Number.POSITIVE_INFINITY : linksAtOnce;
    for (let links = 0; links < most; links += 1) {
      const rows = await unlinked(trx, {
        after,
        from: before.horizon,
        horizon,
        since: before.since_sequence,
      });
      if (rows.length === 0) break;
      head = await addLink(trx, { head, rows, mac, now });
      after = rows.at(-1)?.sequence ?? after;
      sealed += rows.length;
    }
    if (sealed === 0) return 0;
    await writeHead(trx, { before, head, mac });
    return sealed;
  });
}

/** Transactions below this number have ended, so their rows are all here: none comes late. */
async function settledBelow(trx: Transaction<SsoDatabase>): Promise<number> {
  const { rows } = await sql<{ horizon: string | number }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon`.execute(trx);
  return Number(rows[0]?.horizon);
}

async function unlinked(
  trx: Transaction<SsoDatabase>,
  o: { after: number; from: number; horizon: number; since: number },
): Promise<Row[]> {
  let select = trx
    .selectFrom('audit_event')
    .selectAll()
    .where('sequence', '>', Math.max(o.after, o.since))
    .orderBy('sequence')
    .limit(rowsPerLink);
  if (o.horizon > 0) select = select.where(sql<boolean>`xact >= ${o.from} and xact < ${o.horizon}`);
  return await select.execute();
}

async function sealAll(parts: Parts & { log: Log }): Promise<number> {
  let all = await adoptAudit(parts);
  for (let sealed = await sealAudit(parts); sealed > 0; sealed = await sealAudit(parts)) all += sealed;
  return all;
}

export type AuditSealer = { settle(): Promise<number>; close(): Promise<void> };

/** Seals every second, and once more at the end. The head goes to the log: an anchor outside of the database. */
export function startAuditSealer(parts: Parts & { log: Log; everyMs?: number | undefined }): AuditSealer {
  let running: Promise<number> = Promise.resolve(0);
  let isBusy = false;
  const seal = (): Promise<number> => {
    isBusy = true;
    running = running
      .catch(() => 0)
      .then(() => sealAll(parts))
      .finally(() => {
        isBusy = false;
      });
    return running;
  };
  const anchor = async () => {
    const head = await parts.db.query.selectFrom('audit_head').selectAll().executeTakeFirst();
    if (head) parts.log.info('audit-head', { anchor: `${head.position}:${head.hash}` });
  };
  const anchors = setInterval(() => {
    anchor().catch((error: unknown) => parts.log.error('audit-anchor-failed', { error }));
  }, anchorEveryMs).unref();
  const timer = setInterval(() => {
    if (isBusy) return;
    seal().catch((error: unknown) => parts.log.error('audit-seal-failed', { error }));
  }, parts.everyMs ?? sealEveryMs).unref();
  return {
    settle: seal,
    async close() {
      clearInterval(timer);
      clearInterval(anchors);
      await seal()
        .then(anchor)
        .catch((error: unknown) => parts.log.error('audit-seal-failed', { error }));
    },
  };
}
