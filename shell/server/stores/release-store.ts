import { type Database, isUniqueViolation } from '@yimen/database';
import type { ReleaseState } from '@yimen/shell-contract';
import type { Selectable, Transaction } from 'kysely';
import type { PortalTables, ReleaseFileTable, ReleaseTable } from '../database-schema.ts';

import { insertAct, type NewReleaseAct } from './release-act-store.ts';

export type ReleaseRow = Selectable<ReleaseTable>;
export type ReleaseFileRow = Selectable<ReleaseFileTable>;
export type ReleaseWithPublisher = ReleaseRow & {
  publisher: string;
  /** Of the key that it is signed with. */
  key_revoked_at: number | null;
  compromised_since: number | null;
};
export type PublishOutcome = 'published' | 'version-exists' | 'other-publisher' | 'key-revoked';

/** The tables `portlet`, `release` and `release_file`. */
export type ReleaseStore = ReturnType<typeof createReleaseStore>;

export function createReleaseStore(db: Database<PortalTables>) {
  return {
    /** Publishes all or nothing. Of any number of publishes of one version exactly one gets `published`. */
    publish: (release: ReleaseRow, files: ReleaseFileRow[], act: NewReleaseAct) =>
      insertRelease(db, { release, files, act }),

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

    /** Moves a release and tells the trail of it; false when it was not in that state (any more). */
    moveState: (
      { name, version }: { name: string; version: string },
      { from, to }: { from: ReleaseState; to: ReleaseState },
      act: NewReleaseAct,
    ) =>
      db.transaction(async (trx) => {
        const moved = await trx
          .updateTable('release')
          .set({ state: to })
          .where('portlet', '=', name)
          .where('version', '=', version)
          .where('state', '=', from)
          .executeTakeFirst();
        if (moved.numUpdatedRows === 0n) return false;
        await insertAct(trx, act);
        return true;
      }),

    /** Marks a release of which a file is damaged; false when it was marked already. */
    async markDamaged(portlet: string, version: string, { at, path }: { at: number; path: string }) {
      const marked = await db.query
        .updateTable('release')
        .set({ damaged_at: at, damaged_path: path })
        .where('portlet', '=', portlet)
        .where('version', '=', version)
        .where('damaged_at', 'is', null)
        .executeTakeFirst();
      return marked.numUpdatedRows > 0n;
    },

    /** Takes the mark away; false when there was none. */
    async markIntact(portlet: string, version: string) {
      const marked = await db.query
        .updateTable('release')
        .set({ damaged_at: null, damaged_path: null })
        .where('portlet', '=', portlet)
        .where('version', '=', version)
        .where('damaged_at', 'is not', null)
        .executeTakeFirst();
      return marked.numUpdatedRows > 0n;
    },

    filesOf: (portlet: string, version: string) =>
      db.query
        .selectFrom('release_file')
        .selectAll()
        .where('portlet', '=', portlet)
        .where('version', '=', version)
        .execute() as Promise<ReleaseFileRow[]>,

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
  { release, files, act }: { release: ReleaseRow; files: ReleaseFileRow[]; act: NewReleaseAct },
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
      if (!(await isKeyGood(trx, release))) return 'key-revoked';
      await trx.insertInto('release').values(release).execute();
      for (const file of files) await trx.insertInto('release_file').values(file).execute();
      await insertAct(trx, act);
      return 'published';
    });
  } catch (error) {
    if (isUniqueViolation(error)) return 'version-exists';
    throw error;
  }
}

/**
 * Whether the key of a release is still good when the release is written: whoever revokes it meanwhile waits for this
 * transaction, or comes first. An update that changes nothing is a lock that both engines have.
 */
async function isKeyGood(
  trx: Transaction<PortalTables>,
  { published_by: publisher, key_id: keyId }: Pick<ReleaseRow, 'published_by' | 'key_id'>,
): Promise<boolean> {
  if (keyId === null) return true;
  const locked = await trx
    .updateTable('publisher_key')
    .set({ key_id: keyId })
    .where('publisher', '=', publisher)
    .where('key_id', '=', keyId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return locked.numUpdatedRows > 0n;
}

function selectReleases(db: Database<PortalTables>) {
  return db.query
    .selectFrom('release')
    .innerJoin('portlet', 'portlet.name', 'release.portlet')
    .leftJoin('publisher_key', (join) =>
      join
        .onRef('publisher_key.publisher', '=', 'release.published_by')
        .onRef('publisher_key.key_id', '=', 'release.key_id'),
    )
    .selectAll('release')
    .select(['portlet.publisher', 'publisher_key.compromised_since'])
    .select('publisher_key.revoked_at as key_revoked_at');
}
