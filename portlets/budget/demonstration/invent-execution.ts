import type { ExecutionImport } from '../contract/administration.ts';
import type { ExpenditureKind } from '../contract/execution.ts';
import type { UnitPlan } from './unit-plans.ts';

const centsPerWanYuan = 1_000_000;

/** A number from 0 to 1 that is always the same for a key: the demonstration looks alike on every machine. */
function steady(key: string): number {
  let hash = 2_166_136_261;
  for (const character of key) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return (hash >>> 0) / 4_294_967_296;
}

// People are paid evenly; projects begin late and are paid for towards the end of the year.
const monthShares: Readonly<Record<ExpenditureKind, readonly number[]>> = {
  basic: [9, 8, 8, 8, 8, 9, 8, 8, 8, 8, 9, 9],
  project: [2, 3, 5, 7, 8, 9, 9, 9, 10, 11, 12, 15],
};

type Today = { year: number; month: number; day: number };

/** How much of a month has passed on a day. */
function passed(year: number, month: number, today: Today): number {
  if (year !== today.year) return year < today.year ? 1 : 0;
  if (month !== today.month) return month < today.month ? 1 : 0;
  return today.day / new Date(Date.UTC(year, month, 0)).getUTCDate();
}

type Line = { unit: UnitPlan; subjectCode: string; kind: ExpenditureKind; allottedCents: number };

function paidByMonth({ unit, subjectCode, kind, allottedCents }: Line, year: number, today: Today): number[] {
  const shares = monthShares[kind];
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let left = allottedCents;
  return shares.map((share, index) => {
    const month = index + 1;
    const swing = 0.86 + 0.24 * steady(`${unit.id}/${subjectCode}/${kind}/${year}/${month}`);
    const wanted = (allottedCents * share * unit.pace * swing * passed(year, month, today)) / whole;
    // Amounts end at the 角, as paid amounts mostly do not end at whole 元.
    const paid = Math.min(left, Math.round(wanted / 10) * 10);
    left -= paid;
    return paid;
  });
}

/** The invented year of a unit, up to today. */
export function inventExecution(unit: UnitPlan, year: number, today: Today): ExecutionImport {
  const growth = 1 + 0.05 * (year - today.year);
  const lines = unit.lines.flatMap(([subjectCode, wanYuan, projectShare]) => {
    const total = Math.round(wanYuan * growth) * centsPerWanYuan;
    const project = Math.round((total * projectShare) / 100) * 100;
    const parts: [ExpenditureKind, number][] = [
      ['basic', total - project],
      ['project', project],
    ];
    return parts
      .filter(([, allottedCents]) => allottedCents > 0)
      .map(([kind, allottedCents]) => {
        const paidCents = paidByMonth({ unit, subjectCode, kind, allottedCents }, year, today);
        return { subjectCode, kind, allottedCents, paidCents };
      });
  });
  return { lines };
}
