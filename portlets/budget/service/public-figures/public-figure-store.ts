import type { Kysely } from 'kysely';
import type { PublicFigureImport } from '../../contract/administration.ts';
import type { PublicFigureSet } from '../../contract/public-figures.ts';
import type { BudgetTables } from '../tables.ts';

/** The table `public_figure`. */
export type PublicFigureStore = {
  list(): Promise<PublicFigureSet[]>;
  save(id: string, set: PublicFigureImport): Promise<void>;
};

export function publicFigureStore(db: Kysely<BudgetTables>): PublicFigureStore {
  return {
    async list() {
      const rows = await db
        .selectFrom('public_figure')
        .selectAll()
        .orderBy('position')
        .orderBy('id')
        .execute();
      return rows.map(({ id, content_json }) => ({ id, ...content_json }));
    },
    async save(id, { position, ...content_json }) {
      await db
        .insertInto('public_figure')
        .values({ id, position, content_json })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ position, content_json }))
        .execute();
    },
  };
}
