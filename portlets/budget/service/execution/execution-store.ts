import { type Kysely, sql } from 'kysely';
import type { ExecutionImport } from '../../contract/administration.ts';
import type { ExpenditureKind } from '../../contract/execution.ts';
import type { VisibleUnits } from '../access/unit-policy.ts';
import type { AllotmentTable, BudgetTables, PaidMonthTable } from '../tables.ts';

/** What is added up: of which units, in which year, up to which month, of which kind. */
export type ExecutionScope = {
  units: VisibleUnits;
  year: number;
  month: number;
  kind?: ExpenditureKind | undefined;
};

/** A sum in 分 by unit id, subject code or month. */
export type Sums = ReadonlyMap<string, number>;

/** The tables `allotment` and `paid_month`. */
export type ExecutionStore = {
  allotted(scope: ExecutionScope, by: 'unit_id' | 'subject_code'): Promise<Sums>;
  paid(scope: ExecutionScope, by: 'unit_id' | 'subject_code' | 'month'): Promise<Sums>;
  /** Years that have figures, newest first. */
  years(): Promise<number[]>;
  /** Replaces all lines of a unit in a year. */
  replace(unitId: string, year: number, lines: ExecutionImport['lines']): Promise<void>;
};

export function executionStore(db: Kysely<BudgetTables>): ExecutionStore {
  const sum = sql<number | string>`coalesce(sum(amount_cents), 0)`.as('amount');
  return {
    async allotted({ units, year, kind }, by) {
      let query = db.selectFrom('allotment').select([by, sum]).where('budget_year', '=', year).groupBy(by);
      if (units !== 'all') query = query.where('unit_id', 'in', [...units, '']);
      if (kind) query = query.where('kind', '=', kind);
      return toSums(await query.execute(), by);
    },
    async paid({ units, year, month, kind }, by) {
      let query = db
        .selectFrom('paid_month')
        .select([by, sum])
        .where('budget_year', '=', year)
        .where('month', '<=', month)
        .groupBy(by);
      if (units !== 'all') query = query.where('unit_id', 'in', [...units, '']);
      if (kind) query = query.where('kind', '=', kind);
      return toSums(await query.execute(), by);
    },
    async years() {
      const rows = await db
        .selectFrom('allotment')
        .select('budget_year')
        .distinct()
        .orderBy('budget_year', 'desc')
        .execute();
      return rows.map((row) => row.budget_year);
    },
    async replace(unitId, year, lines) {
      for (const table of ['allotment', 'paid_month'] as const) {
        await db.deleteFrom(table).where('unit_id', '=', unitId).where('budget_year', '=', year).execute();
      }
      const { allotments, months } = rowsOf(unitId, year, lines);
      // 2,000 lines have 24,000 months: both engines limit the parameters of one statement.
      for (const part of parts(allotments)) await db.insertInto('allotment').values(part).execute();
      for (const part of parts(months)) await db.insertInto('paid_month').values(part).execute();
    },
  };
}

function toSums<By extends string>(
  rows: readonly ({ [K in By]: string | number } & { amount: number | string })[],
  by: By,
): Sums {
  // PostgreSQL sums bigint to numeric, which the driver gives as text.
  return new Map(rows.map((row) => [String(row[by]), Number(row.amount)]));
}

type Rows = { allotments: AllotmentTable[]; months: PaidMonthTable[] };

function rowsOf(unitId: string, year: number, lines: ExecutionImport['lines']): Rows {
  const rows: Rows = { allotments: [], months: [] };
  for (const { subjectCode, kind, allottedCents, paidCents } of lines) {
    const key = { unit_id: unitId, subject_code: subjectCode, budget_year: year, kind };
    rows.allotments.push({ ...key, amount_cents: allottedCents });
    for (const [index, amount] of paidCents.entries()) {
      if (amount > 0) rows.months.push({ ...key, month: index + 1, amount_cents: amount });
    }
  }
  return rows;
}

function parts<T>(rows: readonly T[]): T[][] {
  const size = 1_000;
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, at) =>
    rows.slice(at * size, (at + 1) * size),
  );
}
