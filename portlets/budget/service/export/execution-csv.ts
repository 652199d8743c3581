import type { Amounts, AsOf, ExportQuery } from '../../contract/execution.ts';
import type { Locale } from '../../contract/localized-text.ts';
import { text } from '../../contract/localized-text.ts';

/** A line of the export. */
export type CsvRow = Amounts & { code: string; name: string };

const heads = {
  number: text('序号', 'No.'),
  unitCode: text('单位编码', 'Unit code'),
  unit: text('预算单位', 'Budget unit'),
  subjectCode: text('科目编码', 'Subject code'),
  subject: text('支出功能分类', 'Functional subject'),
  allotted: text('指标金额', 'Allotted'),
  paid: text('支付金额', 'Paid'),
  balance: text('指标余额', 'Balance'),
  progress: text('执行进度', 'Executed'),
  elapsed: text('序时进度', 'Year elapsed'),
  total: text('合计', 'Total'),
  invented: text('演示数据', 'Demonstration data'),
};

const centsPerUnit = { 元: 100n, 万元: 1_000_000n, 亿元: 10_000_000_000n } as const;
const decimals = { 元: 2, 万元: 6, 亿元: 10 } as const;
const englishUnits = { 元: 'CNY', 万元: 'CNY 10,000', 亿元: 'CNY 100 million' } as const;

/** An exact amount without separators, so that a spreadsheet reads a number. */
function amount(cents: number, unit: ExportQuery['money']): string {
  const magnitude = BigInt(Math.abs(cents));
  const per = centsPerUnit[unit];
  const fraction = (magnitude % per)
    .toString()
    .padStart(decimals[unit], '0')
    .replace(/(?<=\d\d)0+$/, '');
  return `${cents < 0 ? '-' : ''}${magnitude / per}.${fraction}`;
}

/** RFC 4180, section 2; a text that a spreadsheet would run as a formula gets an apostrophe before it. */
function cell(value: string): string {
  const isText = !/^-?\d+(\.\d+)?%?$/.test(value);
  const safe = isText && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What is written: a report's rows with the names in one language. */
export type CsvReport = {
  rows: readonly CsvRow[];
  total: Amounts;
  asOf: AsOf;
  isDemonstration: boolean;
  query: ExportQuery;
  locale: Locale;
};

/** The report as CSV. It begins with a byte order mark: without it spreadsheets read Chinese as another encoding. */
export function executionCsv({ rows, total, asOf, isDemonstration, query, locale }: CsvReport): string {
  const { by, money } = query;
  const unitName = locale === 'zh-CN' ? `（${money}）` : ` (${englishUnits[money]})`;
  const percent = (share: number | null): string => (share === null ? '' : `${(share * 100).toFixed(2)}%`);
  const amounts = (row: Amounts): string[] => [
    amount(row.allottedCents, money),
    amount(row.paidCents, money),
    amount(row.balanceCents, money),
    percent(row.progress),
    percent(asOf.elapsed),
  ];
  const head = [
    heads.number[locale],
    (by === 'unit' ? heads.unitCode : heads.subjectCode)[locale],
    (by === 'unit' ? heads.unit : heads.subject)[locale],
    ...[heads.allotted, heads.paid, heads.balance].map((name) => name[locale] + unitName),
    heads.progress[locale],
    heads.elapsed[locale],
  ];
  const lines = [
    head,
    ...rows.map((row, index) => [String(index + 1), row.code, row.name, ...amounts(row)]),
    ['', '', heads.total[locale], ...amounts(total)],
    ...(isDemonstration ? [[heads.invented[locale]]] : []),
  ];
  return `\uFEFF${lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`;
}
