import { randomUUID } from 'node:crypto';
import type { Database } from '@yimen/database';
import type { Selectable } from 'kysely';
import type { PortalTables } from '../database-schema.ts';
import type { ReleaseReportTable } from '../registry/registry-tables.ts';
import { insertAct, type NewReleaseAct } from './release-act-store.ts';

export type ReleaseReportRow = Selectable<ReleaseReportTable>;

/** The table `release_report`. */
export type ReleaseReportStore = ReturnType<typeof createReleaseReportStore>;

export function createReleaseReportStore(db: Database<PortalTables>) {
  const newestFirst = (portlet: string) =>
    db.query
      .selectFrom('release_report')
      .selectAll()
      .where('portlet', '=', portlet)
      .orderBy('uploaded_at', 'desc')
      .orderBy('id', 'desc');
  return {
    /** Stores a report and tells the trail of it. */
    add: (row: Omit<ReleaseReportRow, 'id'>, act: NewReleaseAct) =>
      db.transaction(async (trx) => {
        await trx
          .insertInto('release_report')
          .values({ ...row, id: randomUUID() })
          .execute();
        await insertAct(trx, act);
      }),

    /** The newest report on a release. */
    newest: (portlet: string, version: string): Promise<ReleaseReportRow | undefined> =>
      newestFirst(portlet).where('version', '=', version).executeTakeFirst(),

    /** The newest report on every release of a portlet, by version. */
    async ofPortlet(portlet: string): Promise<ReadonlyMap<string, ReleaseReportRow>> {
      const rows: ReleaseReportRow[] = await newestFirst(portlet).execute();
      return new Map(rows.toReversed().map((row) => [row.version, row]));
    },
  };
}
