import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import { sql } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { hasMoved, isFromElsewhere, readCluster, rowsOutsideLinks } from './audit-cluster.ts';
import { addLink, type Head, lockHead, writeHead } from './audit-link.ts';
import type { AuditMac } from './audit-mac.ts';

type Parts = { db: Database<SsoDatabase>; mac: AuditMac; now: () => number; log: Log };

/**
 * Links what a dump brought along unlinked, when the trail was restored into another PostgreSQL cluster, and goes on by
 * the transaction ids of this one: until then no new row would ever be linked, or sent to a collector.
 *
 * @returns how many rows were linked
 */
export async function adoptAudit(parts: Parts): Promise<number> {
  const { db, log } = parts;
  if (!(await hasMoved(db))) return 0;
  const adopted = await db.transaction(async (trx) => {
    // Before anything is read: who writes has ended now and who comes later gets a higher number, so the rows that are
    // here are those without a transaction of this cluster. Once in the life of a cluster everybody waits for that, and
    // not behind somebody's long import: the next turn tries again.
    await sql`set local lock_timeout = '2s'`.execute(trx);
    await sql`lock table audit_event in share row exclusive mode`.execute(trx);
    const before = await lockHead(db.dialect, trx);
    const cluster = await readCluster(trx);
    if (!isFromElsewhere(before, cluster)) return undefined;
    let head: Head = { ...before, cluster: cluster.id, horizon: cluster.horizon };
    let rows = 0;
    for await (const some of rowsOutsideLinks(trx)) {
      head = await addLink(trx, { ...parts, head, rows: some });
      rows += some.length;
    }
    const { last } = await trx
      .selectFrom('audit_event')
      .select((all) => all.fn.max('sequence').as('last'))
      .executeTakeFirstOrThrow();
    head = { ...head, since_sequence: Math.max(Number(last ?? 0), before.last_sequence) };
    await writeHead(trx, { before, head, mac: parts.mac });
    return { rows, from: before.cluster, to: cluster.id };
  });
  if (adopted && adopted.from !== '') log.warn('audit-cluster-changed', adopted);
  return adopted?.rows ?? 0;
}
