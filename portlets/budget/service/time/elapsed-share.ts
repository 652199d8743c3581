import type { AsOf, ElapsedFormula } from '../../contract/execution.ts';

/** What a query asks for, as far as time goes. */
export type AskedTime = { year?: number | undefined; month?: number | undefined };

/**
 * Up to when figures count, and 序时进度 then. A past month counts whole; the present month up to today.
 *
 * @param today `YYYY-MM-DD` where the bureau is
 */
export function asOfDay(asked: AskedTime, today: string, formula: ElapsedFormula): AsOf {
  const [thisYear = 0, thisMonth = 1] = today.split('-').map(Number);
  const year = asked.year ?? thisYear;
  const last = year < thisYear ? 12 : thisMonth;
  const month = Math.min(asked.month ?? last, year === thisYear ? thisMonth : 12);
  const isPresent = year === thisYear && month === thisMonth;
  const day = isPresent ? today : lastDay(year, month);
  return { year, month, day, formula, elapsed: elapsedShare(day, formula) };
}

/** 序时进度 on a day: the share of the year that has passed by its end. */
export function elapsedShare(day: string, formula: ElapsedFormula): number {
  const [year = 0, month = 1] = day.split('-').map(Number);
  if (formula === 'month') return month / 12;
  const start = Date.UTC(year, 0, 1);
  const days = (Date.UTC(year + 1, 0, 1) - start) / 86_400_000;
  return ((Date.parse(`${day}T00:00:00Z`) - start) / 86_400_000 + 1) / days;
}

/** The last day of a month. */
export function lastDay(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
