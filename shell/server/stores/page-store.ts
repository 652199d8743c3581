import { type Database, isUniqueViolation } from '@yimen/database';
import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import type { PageTable, PortalTables } from '../database-schema.ts';

/** A page that is not deleted. */
export type PageRow = Selectable<PageTable> & { slug: string };
/** A published page, without what only administrators see. */
export type PublishedPageRow = Omit<PageRow, 'draft_json'>;
type Query = Kysely<PortalTables>;

const PUBLISHED_COLUMNS = [
  'id',
  'slug',
  'parent_id',
  'title_json',
  'position',
  'audience_json',
  'home_priority',
  'version',
  'revision',
  'created_at',
  'updated_at',
  'deleted_at',
] as const;

/** What a change of a page came to. */
export type PageChange = { row: PageRow } | { failed: 'missing' | 'outdated' | 'slug-taken' };

/** The table `page`. */
export type PageStore = ReturnType<typeof createPageStore>;

export function createPageStore(db: Database<PortalTables>) {
  return {
    /**
     * Changes a page in one transaction, if its revision is the expected one; undefined expects nothing.
     * `decide` gives what to write; undefined leaves the page and its revision as they are.
     */
    change: (id: string, expectedRevision: number | undefined, decide: Decide) =>
      changePage(db, id, expectedRevision, decide),

    all: () => selectPages(db.query).orderBy('position').orderBy('slug').execute() as Promise<PageRow[]>,
    /** Pages that have been published, without their drafts, which may be big. */
    published: () =>
      db.query
        .selectFrom('page')
        .select(PUBLISHED_COLUMNS)
        .where('slug', 'is not', null)
        .where('version', '>', 0)
        .execute() as Promise<PublishedPageRow[]>,
    find: (id: string) => findById(db.query, id),

    /**
     * Inserts a page. A deleted page of the same id comes back under the new properties, with its history and what
     * people had changed.
     *
     * @returns false when the id or the slug is taken
     */
    async insert(row: Insertable<PageTable>): Promise<boolean> {
      const { id, version: _version, created_at: _createdAt, ...properties } = row;
      try {
        return await db.transaction(async (trx) => {
          const revived = await trx
            .updateTable('page')
            .set({ ...properties, revision: sql`revision + 1` })
            .where('id', '=', id)
            .where('deleted_at', 'is not', null)
            .executeTakeFirst();
          if (revived.numUpdatedRows === 0n) await trx.insertInto('page').values(row).execute();
          return true;
        });
      } catch (error) {
        if (isUniqueViolation(error)) return false;
        throw error;
      }
    },

    /** Children of a page move up to `parentId`. */
    async moveChildren(trx: Query, id: string, parentId: string | null): Promise<void> {
      await trx.updateTable('page').set({ parent_id: parentId }).where('parent_id', '=', id).execute();
    },
  };
}

type Decide = (row: PageRow, trx: Query) => Promise<Updateable<PageTable> | undefined>;

async function changePage(
  db: Database<PortalTables>,
  id: string,
  expectedRevision: number | undefined,
  decide: Decide,
): Promise<PageChange> {
  try {
    return await db.transaction(async (trx) => {
      const row = await findById(trx, id);
      if (!row) return { failed: 'missing' as const };
      if (expectedRevision !== undefined && expectedRevision !== row.revision) {
        return { failed: 'outdated' as const };
      }
      const revision = row.revision + 1;
      // Written first: on PostgreSQL it locks the row, so that of two changes at once the second starts again.
      await trx.updateTable('page').set({ revision }).where('id', '=', id).execute();
      const changes = (await decide(row, trx)) ?? { revision: row.revision };
      await trx.updateTable('page').set(changes).where('id', '=', id).execute();
      return { row: { ...row, revision, ...changes } as PageRow };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { failed: 'slug-taken' };
    throw error;
  }
}

function selectPages(query: Query) {
  return query.selectFrom('page').selectAll().where('slug', 'is not', null);
}

function findById(query: Query, id: string): Promise<PageRow | undefined> {
  return selectPages(query).where('id', '=', id).executeTakeFirst() as Promise<PageRow | undefined>;
}
