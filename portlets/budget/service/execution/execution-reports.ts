import type { Database } from '@yimen/database';
import { dayOf } from '@yimen/service-kit';
import type {
  AsOf,
  ExecutionByMonth,
  ExecutionBySubject,
  ExecutionByUnit,
  ExecutionQuery,
  NamedUnit,
} from '../../contract/execution.ts';
import { askedUnits, type VisibleUnits } from '../access/unit-policy.ts';
import { refuse } from '../problems/refuse.ts';
import type { SettingStore } from '../settings/setting-store.ts';
import type { BudgetTables } from '../tables.ts';
import { asOfDay, elapsedShare, lastDay } from '../time/elapsed-share.ts';
import { type UnitRow, unitStore } from '../units/unit-store.ts';
import { amountsOf, totalOf } from './amounts.ts';
import { executionStore } from './execution-store.ts';
import { subjectRows } from './subject-tree.ts';

/** The reports that portlets and pages show, each of what one person may see. */
export type ExecutionReports = {
  byUnit(visible: VisibleUnits, query: ExecutionQuery): Promise<ExecutionByUnit>;
  bySubject(visible: VisibleUnits, query: ExecutionQuery): Promise<ExecutionBySubject>;
  byMonth(visible: VisibleUnits, query: ExecutionQuery): Promise<ExecutionByMonth>;
};

type Parts = { db: Database<BudgetTables>; settings: SettingStore; clock: () => number; timeZone: string };

export function createExecutionReports({ db, settings, clock, timeZone }: Parts): ExecutionReports {
  const store = executionStore(db.query);
  const directory = unitStore(db.query);
  const asOf = async (query: ExecutionQuery): Promise<AsOf> =>
    asOfDay(query, dayOf(clock(), timeZone), await settings.elapsedFormula());
  const begin = async (visible: VisibleUnits, query: ExecutionQuery) => {
    const units = askedUnits(visible, query.unit);
    const [rows, until] = await Promise.all([directory.units(units), asOf(query)]);
    if (query.unit !== undefined && rows.length === 0) throw refuse('not-found', 'no-unit');
    const scope = { units, year: until.year, month: until.month, kind: query.kind };
    return { rows, asOf: until, scope, unit: query.unit === undefined ? null : named(rows[0]) };
  };
  return {
    async byUnit(visible, query) {
      const { rows, asOf: until, scope } = await begin(visible, query);
      const [allotted, paid] = await Promise.all([
        store.allotted(scope, 'unit_id'),
        store.paid(scope, 'unit_id'),
      ]);
      const units = rows.map((unit) => ({
        ...present(unit),
        ...amountsOf(allotted.get(unit.id) ?? 0, paid.get(unit.id) ?? 0),
      }));
      return { asOf: until, rows: units, total: totalOf(units), isDemonstration: isInvented(rows) };
    },
    async bySubject(visible, query) {
      const { rows, asOf: until, scope, unit } = await begin(visible, query);
      const [subjects, allotted, paid] = await Promise.all([
        directory.subjects(),
        store.allotted(scope, 'subject_code'),
        store.paid(scope, 'subject_code'),
      ]);
      const tree = subjectRows(subjects, allotted, paid);
      const total = totalOf(tree.filter(({ parentCode }) => parentCode === null));
      return { asOf: until, unit, rows: tree, total, isDemonstration: isInvented(rows) };
    },
    async byMonth(visible, query) {
      const { asOf: until, scope, unit } = await begin(visible, query);
      const [allotted, paid] = await Promise.all([
        store.allotted(scope, 'unit_id'),
        store.paid(scope, 'month'),
      ]);
      const allottedCents = [...allotted.values()].reduce((sum, amount) => sum + amount, 0);
      return { asOf: until, unit, allottedCents, points: monthPoints(until, allottedCents, paid) };
    },
  };
}

function monthPoints(
  until: AsOf,
  allotted: number,
  paid: ReadonlyMap<string, number>,
): ExecutionByMonth['points'] {
  let soFar = 0;
  return Array.from({ length: until.month }, (_, index) => {
    const month = index + 1;
    soFar += paid.get(String(month)) ?? 0;
    const day = month === until.month ? until.day : lastDay(until.year, month);
    const { progress } = amountsOf(allotted, soFar);
    return { month, paidCents: soFar, progress, elapsed: elapsedShare(day, until.formula) };
  });
}

function present({ id, code, name_json }: UnitRow): NamedUnit {
  return { id, code, name: name_json };
}

function named(unit: UnitRow | undefined): NamedUnit | null {
  return unit ? present(unit) : null;
}

function isInvented(units: readonly UnitRow[]): boolean {
  return units.some((unit) => unit.is_demonstration);
}
