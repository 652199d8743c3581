import type { ReactNode } from 'react';
import { type DateValue, formatDate, formatDateTime } from '../format/format-date.ts';
import { formatNumber, formatPercent } from '../format/format-percent.ts';
import { formatMoney, type MoneyUnit, type MoneyValue, moneyCents, sumMoney } from '../money/format-money.ts';

/** What a cell's value may be before it is written. */
export type CellValue = string | number | bigint | Date | boolean | null | undefined;

/** How a column writes and aligns its values; money is in 分. */
export type ColumnKind = 'text' | 'money' | 'number' | 'percent' | 'date' | 'date-time';

/** One column of a `DataTable`. */
export type DataTableColumn<Row> = {
  /** Unique; also the row's property to show when there is no `value`. */
  readonly key: string;
  readonly title: string;
  /** Without it text. Money, numbers and percentages are right-aligned. */
  readonly kind?: ColumnKind;
  /** The value to write, sort and add up. */
  readonly value?: (row: Row) => CellValue;
  /** What to show instead of the written value. */
  readonly render?: (row: Row, index: number) => ReactNode;
  readonly width?: number;
  readonly align?: 'left' | 'center' | 'right';
  /** Lets the person sort by this column, among the rows given. */
  readonly sortable?: boolean;
  /** Adds the column up in the total row. Columns of kind money and number only. */
  readonly total?: boolean;
  readonly fixed?: 'left' | 'right';
  /** Cuts text longer than `width` with … and shows it whole on hover. */
  readonly ellipsis?: boolean;
};

/** Internal: the value of a cell. */
export function cellValue<Row>(column: DataTableColumn<Row>, row: Row): CellValue {
  if (column.value !== undefined) return column.value(row);
  const held: unknown = Reflect.get(Object(row), column.key);
  switch (typeof held) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return held;
    default:
      return held instanceof Date ? held : undefined;
  }
}

/** Internal: a value in the column's way of writing. */
export function writeCell(kind: ColumnKind, value: CellValue, unit: MoneyUnit): string {
  if (value === null || value === undefined || value === '') return '—';
  switch (kind) {
    case 'money':
      return formatMoney(value as MoneyValue, { unit });
    case 'number':
      return formatNumber(typeof value === 'bigint' ? value : Number(value));
    case 'percent':
      return formatPercent(Number(value));
    case 'date':
      return formatDate(value as DateValue);
    case 'date-time':
      return formatDateTime(value as DateValue);
    case 'text':
      return String(value);
  }
}

/** Internal: order of two values; empty ones come first, Chinese by pinyin. */
export function compareCells(kind: ColumnKind, a: CellValue, b: CellValue): number {
  const isEmptyA = a === null || a === undefined;
  const isEmptyB = b === null || b === undefined;
  if (isEmptyA || isEmptyB) return Number(isEmptyB) - Number(isEmptyA);
  if (kind === 'money') {
    const difference = moneyCents(a as MoneyValue) - moneyCents(b as MoneyValue);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  if (kind === 'number' || kind === 'percent') return Number(a) - Number(b);
  if (kind === 'text') return String(a).localeCompare(String(b), 'zh-CN', { numeric: true });
  return new Date(a as DateValue).getTime() - new Date(b as DateValue).getTime();
}

/** Internal: the sum of a column, in the same terms as its cells. */
export function columnTotal<Row>(column: DataTableColumn<Row>, rows: readonly Row[]): CellValue {
  const values = rows.map((row) => cellValue(column, row));
  if (column.kind === 'money') return sumMoney(values as (MoneyValue | null | undefined)[]);
  return values.reduce<number>((sum, value) => sum + (value === null ? 0 : Number(value ?? 0)), 0);
}

/** Internal: whether a column's values stand at the right. */
export function isNumeric(kind: ColumnKind | undefined): boolean {
  return kind === 'money' || kind === 'number' || kind === 'percent';
}
