import type { Database } from '@yimen/database';
import type { Selectable } from 'kysely';
import type { PortalTables } from '../database-schema.ts';
import type { MaintenanceTable } from '../registry/registry-tables.ts';
import { insertAct, type NewReleaseAct } from './release-act-store.ts';

export type MaintenanceRow = Selectable<MaintenanceTable>;

/** The table `maintenance`. */
export type MaintenanceStore = ReturnType<typeof createMaintenanceStore>;

export function createMaintenanceStore(db: Database<PortalTables>) {
  return {
    /** Windows that are neither over at a moment nor ended before. */
    ahead: (now: number): Promise<MaintenanceRow[]> =>
      db.query
        .selectFrom('maintenance')
        .selectAll()
        .where('ended_at', 'is', null)
        .where('to_at', '>', now)
        .orderBy('from_at')
        .execute(),

    /** All windows of a portlet, those that begin last first. */
    ofPortlet: (portlet: string): Promise<MaintenanceRow[]> =>
      db.query
        .selectFrom('maintenance')
        .selectAll()
        .where('portlet', '=', portlet)
        .orderBy('from_at', 'desc')
        .limit(50)
        .execute(),

    plan: (row: MaintenanceRow, act: NewReleaseAct) =>
      db.transaction(async (trx) => {
        await trx.insertInto('maintenance').values(row).execute();
        await insertAct(trx, act);
      }),

    /** Ends a window before its time; false when it is not there, or over already. */
    end: (o: { portlet: string; id: string; at: number; by: string }, act: NewReleaseAct) =>
      db.transaction(async (trx) => {
        const ended = await trx
          .updateTable('maintenance')
          .set({ ended_at: o.at, ended_by: o.by })
          .where('id', '=', o.id)
          .where('portlet', '=', o.portlet)
          .where('ended_at', 'is', null)
          .where('to_at', '>', o.at)
          .executeTakeFirst();
        if (ended.numUpdatedRows === 0n) return false;
        await insertAct(trx, act);
        return true;
      }),
  };
}
