import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import { type Selectable, sql, type Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { type AuditMac, digestOf, writeRanges } from './audit-mac.ts';
import type { AuditEventTable, AuditHeadTable } from './audit-tables.ts';

type Row = Selectable<AuditEventTable>;
type Head = Omit<AuditHeadTable, 'id' | 'mac'>;
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
    const { id: _id, mac: _mac, ...before } = await lockHead(db.dialect, trx);
    const horizon = db.dialect === 'postgres' ? await settledBelow(trx) : 0;
    let head: Head = { ...before, horizon };
    let sealed = 0;
    let after = db.dialect === 'postgres' ? 0 : before.last_sequence;
    // On PostgreSQL nobody waits, and the horizon moves with all rows below it or not at all.
    const most = db.dialect === 'postgres' ? Number.POSITIVE_INFINITY : linksAtOnce;
    for (let links = 0; links < most; links += 1) {
      const rows = await unlinked(trx, { after, from: before.horizon, horizon });
      if (rows.length === 0) break;
      head = await addLink(trx, { head, rows, mac, now });
      after = rows.at(-1)?.sequence ?? after;
      sealed += rows.length;
    }
    if (sealed === 0) return 0;
    const { numUpdatedRows } = await trx
      .updateTable('audit_head')
      .set({ ...head, mac: mac.ofHead(head) })
      .where('position', '=', before.position)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Error('somebody else sealed meanwhile');
    return sealed;
  });
}

/** One process after the other: who waited finds the head moved, and begins anew (`transaction` repeats it). */
async function lockHead(
  dialect: Database<SsoDatabase>['dialect'],
  trx: Transaction<SsoDatabase>,
): Promise<Selectable<AuditHeadTable>> {
  const head = trx.selectFrom('audit_head').selectAll();
  return await (dialect === 'postgres' ? head.forUpdate() : head).executeTakeFirstOrThrow();
}

/** Transactions below this number have ended, so their rows are all here: none comes late. */
async function settledBelow(trx: Transaction<SsoDatabase>): Promise<number> {
  const { rows } = await sql<{ horizon: string | number }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon`.execute(trx);
  return Number(rows[0]?.horizon);
}

async function unlinked(
  trx: Transaction<SsoDatabase>,
  o: { after: number; from: number; horizon: number },
): Promise<Row[]> {
  let select = trx
    .selectFrom('audit_event')
    .selectAll()
    .where('sequence', '>', o.after)
    .orderBy('sequence')
    .limit(rowsPerLink);
  if (o.horizon > 0) select = select.where(sql<boolean>`xact >= ${o.from} and xact < ${o.horizon}`);
  return await select.execute();
}

async function addLink(
  trx: Transaction<SsoDatabase>,
  { head, rows, mac, now }: { head: Head; rows: Row[]; mac: AuditMac; now: () => number },
): Promise<Head> {
  const position = head.position + 1;
  const sequences = writeRanges(rows.map((row) => row.sequence));
  // Of the content as it stands, whatever the row says of itself: verification compares the two.
  const macs = rows.map((row) => mac.ofStored(row));
  const hash = mac.ofLink({ previous: head.hash, position, sequences, macs });
  const numbers = rows.map((row) => row.sequence);
  await trx
    .insertInto('audit_link')
    .values({
      position,
      first_sequence: Math.min(...numbers),
      last_sequence: Math.max(...numbers),
      row_count: rows.length,
      sequences,
      digests: macs.map(digestOf).join(''),
      last_at: Math.max(...rows.map((row) => row.at)),
      hash,
      sealed_at: now(),
    })
    .execute();
  return {
    position,
    hash,
    horizon: head.horizon,
    last_sequence: Math.max(head.last_sequence, ...numbers),
  };
}

async function sealAll(parts: Parts): Promise<number> {
  let all = 0;
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
