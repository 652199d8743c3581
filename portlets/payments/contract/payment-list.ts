import { z } from 'zod';
import type { FieldMessage } from './field-messages.ts';
import { codesOf, fundNatures, paymentMethods } from './payment-codes.ts';
import { type PaymentState, paymentStates } from './payment-state.ts';
import type { PaymentView } from './payment-view.ts';

const error = (message: FieldMessage) => ({ error: message });
const whole = (message: FieldMessage, least: number, most: number) =>
  z.coerce.number(error(message)).int(error(message)).min(least, error(message)).max(most, error(message));
const unitId = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/, error('unit'))
  .optional();
const day = z.iso.date(error('day')).optional();

/** Query of GET /api/payments. Amounts in 分, days in the bureau's time zone, both ends included. */
export const paymentListQuery = z.object({
  state: z.enum(paymentStates, error('state')).optional(),
  unit: unitId,
  text: z.string().trim().max(100, error('search')).optional(),
  paymentMethod: z.enum(codesOf(paymentMethods), error('payment-method')).optional(),
  fundNature: z.enum(codesOf(fundNatures), error('fund-nature')).optional(),
  amountFrom: whole('amount-bound', 0, Number.MAX_SAFE_INTEGER).optional(),
  amountTo: whole('amount-bound', 0, Number.MAX_SAFE_INTEGER).optional(),
  createdFrom: day,
  createdTo: day,
  page: whole('page', 1, 100_000).default(1),
  size: whole('size', 1, 100).default(20),
});
export type PaymentListQuery = z.infer<typeof paymentListQuery>;

/** Answer of GET /api/payments. `counts` are of every state under the other filters, for the tabs. */
export type PaymentList = {
  items: PaymentView[];
  total: number;
  amountCents: number;
  counts: Record<PaymentState | 'all', number>;
};

/** 本日, 本月, 本年. */
export const periods = ['day', 'month', 'year'] as const;
export type Period = (typeof periods)[number];

/** Query of GET /api/payment-status. */
export const paymentStatusQuery = z.object({
  period: z.enum(periods, error('period')).default('day'),
  unit: unitId,
});

/** Answer of GET /api/payment-status: requests that came into their state within the period. */
export type PaymentStatus = {
  rows: { state: PaymentState; count: number; amountCents: number }[];
  period: { name: Period; from: string; to: string };
  unit: { id: string; name: { 'zh-CN': string; 'en-US': string } } | null;
  /** Some of what is counted is invented. */
  isDemonstration: boolean;
  /** Where the system's own pages are. */
  siteUrl: string;
};
