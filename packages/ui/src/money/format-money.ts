import type { UiLocale } from '../provider/ui-context.ts';

/** An amount as a whole number of 分 (cents). A string or bigint for anything beyond 2^53 − 1. */
export type MoneyValue = string | number | bigint;

/** The units in which staff read amounts. */
export type MoneyUnit = '元' | '万元' | '亿元';

/** The units, smallest first. */
export const moneyUnits: readonly MoneyUnit[] = ['元', '万元', '亿元'];

const centsPerUnit: Readonly<Record<MoneyUnit, bigint>> = {
  元: 100n,
  万元: 1_000_000n,
  亿元: 10_000_000_000n,
};

const englishUnits: Readonly<Record<MoneyUnit, string>> = {
  元: 'CNY',
  万元: 'CNY 10,000',
  亿元: 'CNY 100 million',
};

/** How `formatMoney` writes an amount. */
export type FormatMoneyOptions = {
  /** Without it 元. */
  readonly unit?: MoneyUnit;
  /** The language of the unit's name; digits are written alike in both. Without it zh-CN. */
  readonly locale?: UiLocale;
  /** Appends the unit's name. */
  readonly showUnit?: boolean;
};

/**
 * The name of a unit.
 *
 * @returns 万元 in Chinese, `CNY 10,000` in English
 */
export function moneyUnitName(unit: MoneyUnit, locale: UiLocale = 'zh-CN'): string {
  return locale === 'zh-CN' ? unit : englishUnits[unit];
}

/**
 * Reads an amount exactly.
 *
 * @param value a whole number of 分
 * @throws RangeError when it is not a whole number, or a number too large to be exact: a wrong amount must
 *   not be shown as a right one
 */
export function moneyCents(value: MoneyValue): bigint {
  if (typeof value === 'bigint') return value;
  const isExact = typeof value === 'number' ? Number.isSafeInteger(value) : /^[+-]?\d+$/.test(value);
  if (!isExact) throw new RangeError(`Not a whole number of cents: ${value}`);
  return BigInt(typeof value === 'string' ? value.replace(/^\+/, '') : value);
}

// 四舍五入: half goes away from zero, as in the bureau's books; not to even.
function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (magnitude * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -rounded : rounded;
}

/**
 * Writes an amount with thousand separators and two decimals, rounding half away from zero.
 *
 * @param value a whole number of 分
 * @returns for example `1,234.50`, or `12.35 万元` with `{ unit: '万元', showUnit: true }`
 * @throws RangeError when the value is not a whole number of 分
 */
export function formatMoney(value: MoneyValue, options: FormatMoneyOptions = {}): string {
  const { unit = '元', locale = 'zh-CN', showUnit = false } = options;
  const hundredths = divideRounded(moneyCents(value) * 100n, centsPerUnit[unit]);
  const digits = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  const written = `${hundredths < 0n ? '-' : ''}${whole}.${digits.slice(-2)}`;
  if (!showUnit) return written;
  return locale === 'zh-CN' ? `${written} ${unit}` : `${written} (${moneyUnitName(unit, locale)})`;
}

/**
 * Adds amounts exactly.
 *
 * @returns the sum in 分, as a string of digits; '0' for none. Empty values count as nothing.
 * @throws RangeError when a value is not a whole number of 分
 */
export function sumMoney(values: Iterable<MoneyValue | null | undefined>): string {
  let sum = 0n;
  for (const value of values) if (value !== null && value !== undefined) sum += moneyCents(value);
  return sum.toString();
}

/**
 * An amount as a floating-point number of a unit. For charts and progress bars only: it is not exact.
 *
 * @throws RangeError when the value is not a whole number of 分
 */
export function moneyToNumber(value: MoneyValue, unit: MoneyUnit = '元'): number {
  return Number(moneyCents(value)) / Number(centsPerUnit[unit]);
}
