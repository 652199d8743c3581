import type { Database } from '@yimen/database';
import type { Kysely, Selectable } from 'kysely';
import type { PageVersionTable, PortalTables } from '../database-schema.ts';

export type PageVersionRow = Selectable<PageVersionTable>;

/** The table `page_version`. */
export type PageVersionStore = ReturnType<typeof createPageVersionStore>;

export function createPageVersionStore({ query }: Database<PortalTables>) {
  return {
    find: (pageId: string, version: number) =>
      query
        .selectFrom('page_version')
        .selectAll()
        .where('page_id', '=', pageId)
        .where('version', '=', version)
        .executeTakeFirst() as Promise<PageVersionRow | undefined>,

    /** All versions of a page, newest first. */
    all: (pageId: string) =>
      query
        .selectFrom('page_version')
        .selectAll()
        .where('page_id', '=', pageId)
        .orderBy('version', 'desc')
        .execute() as Promise<PageVersionRow[]>,

    /** Part of publishing, in the transaction that changes the page. */
    async insert(trx: Kysely<PortalTables>, row: PageVersionRow): Promise<void> {
      await trx.insertInto('page_version').values(row).execute();
    },
  };
}
