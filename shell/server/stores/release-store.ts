import { type Database, isUniqueViolation } from '@yimen/database';
import type { ReleaseState } from '@yimen/shell-contract';
import type { Selectable } from 'kysely';
import type { PortalTables, ReleaseFileTable, ReleaseTable } from '../database-schema.ts';

export type ReleaseRow = Selectable<ReleaseTable>;
export type ReleaseFileRow = Selectable<ReleaseFileTable>;
export type ReleaseWithPublisher = ReleaseRow & { publisher: string };
export type PublishOutcome = 'published' | 'version-exists' | 'other-publisher';

/** The tables `portlet`, `release` and `release_file`. */
export type ReleaseStore = ReturnType<typeof createReleaseStore>;

export function createReleaseStore(db: Database<PortalTables>) {
  return {
    /** Publishes all or nothing. Of any number of publishes of one version exactly one gets `published`. */
    publish: (release: ReleaseRow, files: ReleaseFileRow[]) => insertRelease(db, release, files),

    /** Every release of every portlet, without its files. */
    all: () => selectReleases(db).execute() as Promise<ReleaseWithPublisher[]>,

    ofPortlet: (portlet: string) =>
      selectReleases(db).where('release.portlet', '=', portlet).execute() as Promise<ReleaseWithPublisher[]>,

    async publisherOf(portlet: string): Promise<string | undefined> {
      const row = await db.query
        .selectFrom('portlet')
        .select('publisher')
        .where('name', '=', portlet)
        .executeTakeFirst();
      return row?.publisher;
    },

    async setState(portlet: string, version: string, state: ReleaseState): Promise<boolean> {
      const changed = await db.query
        .updateTable('release')
        .set({ state })
        .where('portlet', '=', portlet)
        .where('version', '=', version)
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n;
    },

    findFile: (portlet: string, version: string, path: string) =>
      db.query
        .selectFrom('release_file')
        .selectAll()
        .where('portlet', '=', portlet)
        .where('version', '=', version)
        .where('path', '=', path)
        .executeTakeFirst() as Promise<ReleaseFileRow | undefined>,
  };
}

async function insertRelease(
  db: Database<PortalTables>,
  release: ReleaseRow,
  files: ReleaseFileRow[],
): Promise<PublishOutcome> {
  const { portlet, published_by: publisher, published_at: at } = release;
  try {
    return await db.transaction(async (trx) => {
      await trx
        .insertInto('portlet')
        .values({ name: portlet, publisher, created_at: at })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      const owner = await trx
        .selectFrom('portlet')
        .select('publisher')
        .where('name', '=', portlet)
        .executeTakeFirst();
      if (owner?.publisher !== publisher) return 'other-publisher';
      await trx.insertInto('release').values(release).execute();
      for (const file of files) await trx.insertInto('release_file').values(file).execute();
      return 'published';
    });
  } catch (error) {
    if (isUniqueViolation(error)) return 'version-exists';
    throw error;
  }
}

function selectReleases(db: Database<PortalTables>) {
  return db.query
    .selectFrom('release')
    .innerJoin('portlet', 'portlet.name', 'release.portlet')
    .selectAll('release')
    .select('portlet.publisher');
}
