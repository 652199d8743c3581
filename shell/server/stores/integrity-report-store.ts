import type { Database } from '@yimen/database';
import type { Selectable } from 'kysely';
import type { PortalTables } from '../database-schema.ts';
import type { IntegrityReportTable } from '../registry/publisher-keys/publisher-key-tables.ts';

export type IntegrityReportRow = Selectable<IntegrityReportTable>;

const KEPT_MS = 180 * 24 * 3_600_000;

/** The table `integrity_report`. */
export type IntegrityReportStore = ReturnType<typeof createIntegrityReportStore>;

export function createIntegrityReportStore({ query }: Database<PortalTables>) {
  return {
    /** Adds a report, and lets go of those older than half a year. */
    async add(row: IntegrityReportRow): Promise<void> {
      await query.insertInto('integrity_report').values(row).execute();
      await query
        .deleteFrom('integrity_report')
        .where('reported_at', '<', row.reported_at - KEPT_MS)
        .execute();
    },

    /** The newest first. */
    latest: (most: number) =>
      query
        .selectFrom('integrity_report')
        .selectAll()
        .orderBy('reported_at', 'desc')
        .orderBy('id')
        .limit(most)
        .execute() as Promise<IntegrityReportRow[]>,
  };
}
