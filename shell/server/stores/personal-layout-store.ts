import type { Database } from '@yimen/database';
import type { PersonalLayout } from '@yimen/shell-contract';
import type { Kysely } from 'kysely';
import type { PortalTables } from '../database-schema.ts';

/** A person's changes to a page, with the number of times that she changed it. */
export type StoredLayout = { layout: PersonalLayout; revision: number };
type Query = Kysely<PortalTables>;
type Whose = { pageId: string; sub: string };

export type PersonalLayoutRow = { page_id: string; sub: string; layout_json: PersonalLayout };
const BATCH = 300;

/** The table `personal_layout`. */
export type PersonalLayoutStore = ReturnType<typeof createPersonalLayoutStore>;

export function createPersonalLayoutStore(db: Database<PortalTables>) {
  async function find({ pageId, sub }: Whose, query: Query = db.query): Promise<StoredLayout> {
    const row = await query
      .selectFrom('personal_layout')
      .select(['layout_json', 'revision'])
      .where('page_id', '=', pageId)
      .where('sub', '=', sub)
      .executeTakeFirst();
    return row ? { layout: row.layout_json, revision: row.revision } : { layout: { nodes: {} }, revision: 0 };
  }

  return {
    find,

    /**
     * Reads, changes and writes in one transaction, so that the changes of two tabs both stay.
     *
     * @param decide gives the new layout; the same one to write nothing. What it throws undoes everything.
     */
    change(
      whose: Whose,
      now: number,
      decide: (before: PersonalLayout, trx: Query) => Promise<PersonalLayout>,
    ) {
      return db.transaction(async (trx): Promise<StoredLayout> => {
        const before = await find(whose, trx);
        const layout = await decide(before.layout, trx);
        if (layout === before.layout) return before;
        const revision = before.revision + 1;
        const written = { layout_json: layout, revision, updated_at: now };
        await trx
          .insertInto('personal_layout')
          .values({ page_id: whose.pageId, sub: whose.sub, ...written })
          .onConflict((conflict) => conflict.columns(['page_id', 'sub']).doUpdateSet(written))
          .execute();
        return { layout, revision };
      });
    },

    /** Every person's changes to every page, a few hundred at a time. */
    async *all(): AsyncGenerator<PersonalLayoutRow[]> {
      let last = { page_id: '', sub: '' };
      for (;;) {
        const rows = await db.query
          .selectFrom('personal_layout')
          .select(['page_id', 'sub', 'layout_json'])
          .where(({ eb, and, or }) =>
            or([
              eb('page_id', '>', last.page_id),
              and([eb('page_id', '=', last.page_id), eb('sub', '>', last.sub)]),
            ]),
          )
          .orderBy('page_id')
          .orderBy('sub')
          .limit(BATCH)
          .execute();
        if (rows.length > 0) yield rows;
        const end = rows.at(-1);
        if (!end || rows.length < BATCH) return;
        last = end;
      }
    },

    async remove({ pageId, sub }: Whose): Promise<void> {
      await db.query
        .deleteFrom('personal_layout')
        .where('page_id', '=', pageId)
        .where('sub', '=', sub)
        .execute();
    },
  };
}
