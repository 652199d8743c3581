import { holidays } from './holidays.ts';

/** Milliseconds of a day; dates are counted in UTC, where every day has as many. */
const DAY = 86_400_000;

/** A day of the calendar; `date` is YYYY-MM-DD. */
export type CalendarDay = {
  readonly date: string;
  readonly kind: 'working' | 'weekend' | 'holiday' | 'made-up';
  readonly holiday?: { readonly 'zh-CN': string; readonly 'en-US': string };
};

export const dateText = (time: number): string => new Date(time).toISOString().slice(0, 10);
const timeOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** Whether a text is a date that exists: 2026-02-30 is none. */
export function isDate(text: string | undefined): text is string {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = timeOf(text);
  return !Number.isNaN(time) && dateText(time) === text;
}

/** What a date is. */
export function dayOf(date: string): CalendarDay {
  const all = holidays[Number(date.slice(0, 4))] ?? [];
  const holiday = all.find(({ from, to }) => from <= date && date <= to);
  if (holiday) return { date, kind: 'holiday', holiday: holiday.name };
  if (all.some(({ working }) => working.includes(date))) return { date, kind: 'made-up' };
  const weekday = new Date(timeOf(date)).getUTCDay();
  return { date, kind: weekday === 0 || weekday === 6 ? 'weekend' : 'working' };
}

/** Whether the holidays of a date's year have been announced. */
export const isAnnounced = (date: string): boolean => Object.hasOwn(holidays, date.slice(0, 4));

/** The nth working day after a date; the date itself does not count. */
export function addWorkingDays(date: string, count: number): string {
  let time = timeOf(date);
  for (let left = count; left > 0; ) {
    time += DAY;
    const { kind } = dayOf(dateText(time));
    if (kind === 'working' || kind === 'made-up') left -= 1;
  }
  return dateText(time);
}

/** The same day some months later, or the last one of a shorter month. */
export function addMonths(date: string, count: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return dateText(Date.UTC(year, month - 1 + count, Math.min(day, last)));
}

/** Another day, some days later. */
export const addDays = (date: string, count: number): string => dateText(timeOf(date) + count * DAY);

/** The weeks that show the month of a date, each of seven days. */
export function weeksOf(date: string, weekStart: 'monday' | 'sunday'): CalendarDay[][] {
  const first = `${date.slice(0, 7)}-01`;
  const weekday = new Date(timeOf(first)).getUTCDay();
  const before = weekStart === 'monday' ? (weekday + 6) % 7 : weekday;
  const next = addMonths(first, 1);
  const weeks: CalendarDay[][] = [];
  for (let start = addDays(first, -before); start < next; start = addDays(start, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, index) => dayOf(addDays(start, index))));
  }
  return weeks;
}
