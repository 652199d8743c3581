import { randomUUID } from 'node:crypto';
import type { Database } from '@yimen/database';
import { sql } from 'kysely';
import type { SsoDatabase } from '../../database-schema.ts';
import { readRanges } from '../audit-mac.ts';
import type { AuditRow } from '../audit-search.ts';

const own = 'syslog';
/** Longer than the slowest attempt, so that two processes do not send the same link. */
const leaseMs = 60_000;

export type ForwardStore = ReturnType<typeof createForwardStore>;

/** The cursor of what was sent. It follows the links of the chain, for their order is final; that of rows is not. */
export function createForwardStore({ db, now }: { db: Database<SsoDatabase>; now: () => number }) {
  const holder = randomUUID();
  // An SQLite file has one process: whoever held it before is dead.
  const isAlone = db.dialect === 'sqlite';

  return {
    /** @returns the position of the last link that was sent; undefined while another process is sending */
    async claim(): Promise<number | undefined> {
      const at = now();
      const { numUpdatedRows } = await db.query
        .updateTable('audit_forward')
        .set({ holder, held_until_at: at + leaseMs })
        .where('id', '=', own)
        .where((row) =>
          row.or([
            row.lit(isAlone),
            row('holder', 'is', null),
            row('holder', '=', holder),
            row('held_until_at', '<', at),
            // The clock was set back: nobody holds it for longer than that.
            row('held_until_at', '>', at + 2 * leaseMs),
          ]),
        )
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return undefined;
      const row = await db.query
        .selectFrom('audit_forward')
        .select('position')
        .where('id', '=', own)
        .executeTakeFirst();
      return row?.position;
    },

    /** The end of the chain: a cheap look before anything is claimed. */
    async hasMore(): Promise<boolean> {
      const found = await db.query
        .selectFrom('audit_link')
        .select('position')
        .where('position', '>', db.query.selectFrom('audit_forward').select('position').where('id', '=', own))
        .limit(1)
        .executeTakeFirst();
      return found !== undefined;
    },

    /** The link after this position and its rows; links between may have been archived meanwhile. */
    async linkAfter(position: number): Promise<{ position: number; rows: AuditRow[] } | undefined> {
      const link = await db.query
        .selectFrom('audit_link')
        .select(['position', 'sequences'])
        .where('position', '>', position)
        .orderBy('position')
        .limit(1)
        .executeTakeFirst();
      if (!link) return undefined;
      const rows = await db.query
        .selectFrom('audit_event')
        .selectAll()
        .where('sequence', 'in', readRanges(link.sequences))
        .orderBy('sequence')
        .execute();
      return { position: link.position, rows };
    },

    async advance(from: number, to: number): Promise<void> {
      await db.query
        .updateTable('audit_forward')
        .set({ position: to })
        .where('id', '=', own)
        .where('holder', '=', holder)
        .where('position', '=', from)
        .execute();
    },

    /** Another process may go on at once. */
    async release(): Promise<void> {
      await db.query
        .updateTable('audit_forward')
        .set({ holder: null, held_until_at: 0 })
        .where('id', '=', own)
        .where('holder', '=', holder)
        .execute();
    },

    /** Linked rows that were not sent yet. */
    async waitingRows(): Promise<number> {
      const { waiting } = await db.query
        .selectFrom('audit_link')
        .select(sql<number | null>`sum(row_count)`.as('waiting'))
        .where('position', '>', db.query.selectFrom('audit_forward').select('position').where('id', '=', own))
        .executeTakeFirstOrThrow();
      return Number(waiting ?? 0);
    },
  };
}
