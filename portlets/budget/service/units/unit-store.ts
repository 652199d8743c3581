import type { Kysely, Selectable } from 'kysely';
import type { SubjectImport, UnitImport } from '../../contract/administration.ts';
import type { VisibleUnits } from '../access/unit-policy.ts';
import type { BudgetTables, SubjectTable, UnitTable } from '../tables.ts';

export type UnitRow = Selectable<UnitTable>;

/** The tables `unit` and `subject`. */
export type UnitStore = {
  /** Units in order of their codes. */
  units(ids: VisibleUnits): Promise<UnitRow[]>;
  saveUnit(id: string, unit: UnitImport): Promise<void>;
  /** Subjects in order of their codes. */
  subjects(): Promise<Selectable<SubjectTable>[]>;
  saveSubject(code: string, subject: SubjectImport): Promise<void>;
};

export function unitStore(db: Kysely<BudgetTables>): UnitStore {
  return {
    async units(ids) {
      let query = db.selectFrom('unit').selectAll().orderBy('code');
      if (ids !== 'all') query = query.where('id', 'in', [...ids, '']);
      return query.execute();
    },
    async saveUnit(id, { code, name, isDemonstration }) {
      const values = { code, name_json: name, is_demonstration: isDemonstration };
      await db
        .insertInto('unit')
        .values({ id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
    },
    subjects: () => db.selectFrom('subject').selectAll().orderBy('code').execute(),
    async saveSubject(code, { name }) {
      await db
        .insertInto('subject')
        .values({ code, name_json: name })
        .onConflict((conflict) => conflict.column('code').doUpdateSet({ name_json: name }))
        .execute();
    },
  };
}
