import type { UiLocale } from '../provider/ui-context.ts';

/** A moment as epoch milliseconds, ISO 8601 text or Date; or a day without time, `YYYY-MM-DD`. */
export type DateValue = number | string | Date;

/** How dates are written. */
export type FormatDateOptions = {
  /** Without it zh-CN. */
  readonly locale?: UiLocale;
  /** `table` (2024-07-31, both languages) or `document` (2024年7月31日, 31 July 2024). Without it table. */
  readonly style?: 'table' | 'document';
  /** IANA name; without it Asia/Shanghai, where the bureau is, wherever the browser is. */
  readonly timeZone?: string;
};

type Parts = Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute', string>>;

const dayOnly = /^(\d{4})-(\d{2})-(\d{2})$/;

function partsOf(value: DateValue, timeZone: string): Parts {
  const day = typeof value === 'string' ? dayOnly.exec(value) : null;
  const moment = day === null ? new Date(value) : new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) throw new RangeError(`Not a date: ${String(value)}`);
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    // A day without a time is that day everywhere: it must not move with the time zone.
    timeZone: day === null ? timeZone : 'UTC',
  });
  const parts: Record<string, string> = {};
  for (const { type, value: text } of format.formatToParts(moment)) parts[type] = text;
  const { year = '', month = '', day: dayOfMonth = '', hour = '', minute = '' } = parts;
  return { year: year.padStart(4, '0'), month, day: dayOfMonth, hour, minute };
}

const englishMonths =
  'January February March April May June July August September October November December'.split(' ');

function writeDate({ year, month, day }: Parts, { locale, style }: FormatDateOptions): string {
  if (style !== 'document') return `${year}-${month}-${day}`;
  if (locale === 'en-US') return `${Number(day)} ${englishMonths[Number(month) - 1]} ${year}`;
  return `${year}年${Number(month)}月${Number(day)}日`;
}

/**
 * Writes a day.
 *
 * @returns 2024-07-31, or in documents 2024年7月31日 / 31 July 2024
 * @throws RangeError when the value is not a date
 */
export function formatDate(value: DateValue, options: FormatDateOptions = {}): string {
  return writeDate(partsOf(value, options.timeZone ?? 'Asia/Shanghai'), options);
}

/**
 * Writes a day and the time to the minute, 24 hours.
 *
 * @returns 2024-07-31 14:05, or in documents 2024年7月31日 14:05 / 31 July 2024, 14:05
 * @throws RangeError when the value is not a date
 */
export function formatDateTime(value: DateValue, options: FormatDateOptions = {}): string {
  const parts = partsOf(value, options.timeZone ?? 'Asia/Shanghai');
  const comma = options.style === 'document' && options.locale === 'en-US' ? ',' : '';
  return `${writeDate(parts, options)}${comma} ${parts.hour}:${parts.minute}`;
}
