import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@yimen/database';
import { sql } from 'kysely';
import type { SsoDatabase } from '../../database-schema.ts';

/**
 * Links until no row waits. One turn is not always enough on PostgreSQL: rows wait for every transaction that began before
 * them, in whatever database of the cluster, and other tests have theirs there.
 */
export async function settleAudit(db: Database<SsoDatabase>, settle: () => Promise<number>): Promise<void> {
  for (let left = 500; left > 0; left -= 1) {
    await settle();
    if ((await unlinkedRows(db)) === 0) return;
    await delay(10);
  }
  throw new Error('rows of the audit trail are still not linked');
}

async function unlinkedRows(db: Database<SsoDatabase>): Promise<number> {
  const head = await db.query.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow();
  const rows = db.query
    .selectFrom('audit_event')
    .select(({ fn }) => fn.countAll<number | string>().as('count'));
  const { count } = await (db.dialect === 'postgres'
    ? rows.where(sql<boolean>`xact >= ${head.horizon} and sequence > ${head.since_sequence}`)
    : rows.where('sequence', '>', head.last_sequence)
  ).executeTakeFirstOrThrow();
  return Number(count);
}
