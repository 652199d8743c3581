import type { Kysely } from 'kysely';
import { type ElapsedFormula, elapsedFormulas } from '../../contract/execution.ts';
import type { BudgetTables } from '../tables.ts';

/** The table `setting`. */
export type SettingStore = {
  /** How 序时进度 is computed; by month until somebody sets it. */
  elapsedFormula(): Promise<ElapsedFormula>;
  setElapsedFormula(formula: ElapsedFormula): Promise<void>;
};

export function settingStore(db: Kysely<BudgetTables>): SettingStore {
  const name = 'elapsed-formula';
  return {
    async elapsedFormula() {
      const row = await db.selectFrom('setting').selectAll().where('name', '=', name).executeTakeFirst();
      return elapsedFormulas.find((formula) => formula === row?.value_json) ?? 'month';
    },
    async setElapsedFormula(formula) {
      await db
        .insertInto('setting')
        .values({ name, value_json: formula })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value_json: formula }))
        .execute();
    },
  };
}
