import type { Kysely, Selectable } from 'kysely';
import type { z } from 'zod';
import type { unitImport } from '../../contract/administration.ts';
import type { PaymentsTables, UnitTable } from '../tables.ts';

export type UnitRow = Selectable<UnitTable>;

/** The table `unit`. */
export type UnitStore = {
  find(id: string): Promise<UnitRow | undefined>;
  /** Units in order of their codes; all of them, or those named. */
  list(ids: readonly string[] | 'all'): Promise<UnitRow[]>;
  save(id: string, unit: z.output<typeof unitImport>): Promise<void>;
};

export function unitStore(db: Kysely<PaymentsTables>): UnitStore {
  return {
    find: (id) => db.selectFrom('unit').selectAll().where('id', '=', id).executeTakeFirst(),
    async list(ids) {
      if (ids !== 'all' && ids.length === 0) return [];
      let query = db.selectFrom('unit').selectAll().orderBy('code');
      if (ids !== 'all') query = query.where('id', 'in', ids);
      return query.execute();
    },
    async save(id, { code, name, payer, projects, isDemonstration }) {
      const values = {
        code,
        name_json: name,
        payer_json: payer,
        projects_json: projects,
        is_demonstration: isDemonstration,
      };
      await db
        .insertInto('unit')
        .values({ id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    },
  };
}
