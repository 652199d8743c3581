import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import type { PaymentStepTable, PaymentsTables, PaymentTable, UnitTable } from '../tables.ts';

export type PaymentRow = Selectable<PaymentTable>;
export type StepRow = Selectable<PaymentStepTable>;
/** A request with what the list shows of its unit. */
export type PaymentWithUnit = PaymentRow & {
  unit_code: UnitTable['code'];
  unit_name_json: UnitTable['name_json'];
};

/** The tables `payment`, `payment_step` and `number_series`. */
export type PaymentStore = {
  find(id: string): Promise<PaymentWithUnit | undefined>;
  insert(row: Insertable<PaymentTable>): Promise<void>;
  /** Changes the row when it still has that revision; false when somebody was faster. */
  update(id: string, revision: number, changes: Updateable<PaymentTable>): Promise<boolean>;
  remove(id: string): Promise<void>;
  addStep(step: Insertable<PaymentStepTable>): Promise<void>;
  steps(paymentId: string): Promise<StepRow[]>;
  /** The next number of a day, counted from 1. */
  nextNumber(day: string): Promise<number>;
};

export function paymentStore(db: Kysely<PaymentsTables>): PaymentStore {
  return {
    find: (id) =>
      db
        .selectFrom('payment')
        .innerJoin('unit', 'unit.id', 'payment.unit_id')
        .selectAll('payment')
        .select(['unit.code as unit_code', 'unit.name_json as unit_name_json'])
        .where('payment.id', '=', id)
        .executeTakeFirst(),
    async insert(row) {
      await db.insertInto('payment').values(row).execute();
    },
    async update(id, revision, changes) {
      const result = await db
        .updateTable('payment')
        .set(changes)
        .where('id', '=', id)
        .where('revision', '=', revision)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    async remove(id) {
      await db.deleteFrom('payment_step').where('payment_id', '=', id).execute();
      await db.deleteFrom('payment').where('id', '=', id).execute();
    },
    async addStep(step) {
      await db.insertInto('payment_step').values(step).execute();
    },
    steps: (paymentId) =>
      db
        .selectFrom('payment_step')
        .selectAll()
        .where('payment_id', '=', paymentId)
        .orderBy('position')
        .execute(),
    async nextNumber(day) {
      const row = await db
        .insertInto('number_series')
        .values({ day, last_number: 1 })
        .onConflict((conflict) =>
          conflict
            .column('day')
            .doUpdateSet((set) => ({ last_number: set('number_series.last_number', '+', 1) })),
        )
        .returning('last_number')
        .executeTakeFirstOrThrow();
      return row.last_number;
    },
  };
}
