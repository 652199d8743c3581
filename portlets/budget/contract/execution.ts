import { z } from 'zod';
import type { FieldMessage } from './field-messages.ts';
import type { LocalizedText } from './localized-text.ts';

/** 支出类型: 基本支出, 项目支出. */
export const expenditureKinds = ['basic', 'project'] as const;
export type ExpenditureKind = (typeof expenditureKinds)[number];

/** How 序时进度 is computed: the month's number of 12, or the day of the year. A setting of the bureau. */
export const elapsedFormulas = ['month', 'day'] as const;
export type ElapsedFormula = (typeof elapsedFormulas)[number];

const error = (message: FieldMessage) => ({ error: message });
const whole = (message: FieldMessage, least: number, most: number) =>
  z.coerce.number(error(message)).int(error(message)).min(least, error(message)).max(most, error(message));

/** Query of every GET /api/executions…; without year and month: up to today. */
export const executionQuery = z.object({
  unit: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, error('unit'))
    .optional(),
  year: whole('year', 2000, 2100).optional(),
  month: whole('month', 1, 12).optional(),
  kind: z.enum(expenditureKinds, error('kind')).optional(),
});
export type ExecutionQuery = z.infer<typeof executionQuery>;

/** Units of money in exports. */
export const moneyUnits = ['元', '万元', '亿元'] as const;

/** Query of GET /api/executions.csv. */
export const exportQuery = executionQuery.extend({
  by: z.enum(['unit', 'subject'], error('by')).default('unit'),
  money: z.enum(moneyUnits, error('money')).default('元'),
});
export type ExportQuery = z.infer<typeof exportQuery>;

/** Money of a row in 分: 指标金额, 支付金额, 指标余额; 执行进度 is null when nothing was allotted. */
export type Amounts = {
  allottedCents: number;
  paidCents: number;
  balanceCents: number;
  progress: number | null;
};

/** Up to when the figures count, and 序时进度 on that day. */
export type AsOf = { year: number; month: number; day: string; elapsed: number; formula: ElapsedFormula };

/** A unit as answers name it. */
export type NamedUnit = { id: string; code: string; name: LocalizedText };

/** GET /api/executions/by-unit. */
export type ExecutionByUnit = {
  asOf: AsOf;
  rows: (NamedUnit & Amounts)[];
  total: Amounts;
  /** Some of the figures are invented. */
  isDemonstration: boolean;
};

/** A functional subject (支出功能分类): 类 3 digits, 款 5, 项 7. */
export type SubjectRow = Amounts & { code: string; name: LocalizedText; parentCode: string | null };

/** GET /api/executions/by-subject. Rows in order of their codes; `total` is the sum of the rows without parent. */
export type ExecutionBySubject = {
  asOf: AsOf;
  /** Null: all units that the person may see. */
  unit: NamedUnit | null;
  rows: SubjectRow[];
  total: Amounts;
  isDemonstration: boolean;
};

/** GET /api/executions/by-month: what has been paid by the end of each month so far. */
export type ExecutionByMonth = {
  asOf: AsOf;
  unit: NamedUnit | null;
  allottedCents: number;
  points: { month: number; paidCents: number; progress: number | null; elapsed: number }[];
};

/** GET /api/session. */
export type SiteSession = {
  user: { name: string; username: string; unitName: LocalizedText | null };
  locale: 'zh-CN' | 'en-US';
  units: NamedUnit[];
  /** Budget years that have figures, newest first. */
  years: number[];
  /** Today's year and month where the bureau is. */
  today: { year: number; month: number };
  portalUrl: string;
  /** Some of what this person sees is invented. */
  isDemonstration: boolean;
};
