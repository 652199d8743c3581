import { containsFolded } from '@yimen/database';
import { addDays, startOfDay } from '@yimen/service-kit';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { PaymentListQuery } from '../../contract/payment-list.ts';
import { type PaymentState, paymentStates } from '../../contract/payment-state.ts';
import type { PaymentsTables, UnitTable } from '../tables.ts';
import type { PaymentWithUnit } from './payment-store.ts';

/** Filters of the list; `units` is what the person may see at all. */
export type PaymentFilter = PaymentListQuery & { units: readonly string[] | 'all'; timeZone: string };

export type PaymentPage = {
  rows: PaymentWithUnit[];
  total: number;
  amountCents: number;
  counts: Record<PaymentState | 'all', number>;
};

type Joined = PaymentsTables & { unit: UnitTable };
type Query<O> = SelectQueryBuilder<Joined, 'payment' | 'unit', O>;

function filtered<O>(start: Query<O>, filter: PaymentFilter): Query<O> {
  const { units, unit, text, paymentMethod, fundNature, timeZone } = filter;
  let query = start;
  if (units !== 'all') query = query.where('payment.unit_id', 'in', [...units, '']);
  if (unit !== undefined) query = query.where('payment.unit_id', '=', unit);
  if (text) query = query.where(containsFolded('payment.search_text', text));
  if (paymentMethod) query = query.where('payment.payment_method', '=', paymentMethod);
  if (fundNature) query = query.where('payment.fund_nature', '=', fundNature);
  if (filter.amountFrom !== undefined) query = query.where('payment.amount_cents', '>=', filter.amountFrom);
  if (filter.amountTo !== undefined) query = query.where('payment.amount_cents', '<=', filter.amountTo);
  if (filter.createdFrom)
    query = query.where('payment.created_at', '>=', startOfDay(filter.createdFrom, timeZone));
  if (filter.createdTo) {
    query = query.where('payment.created_at', '<', startOfDay(addDays(filter.createdTo, 1), timeZone));
  }
  return query;
}

/** One page of the list with sums over all pages and the counts for the tabs. */
export async function searchPayments(
  db: Kysely<PaymentsTables>,
  filter: PaymentFilter,
): Promise<PaymentPage> {
  const joined = () => db.selectFrom('payment').innerJoin('unit', 'unit.id', 'payment.unit_id');
  let page = filtered(joined(), filter)
    .selectAll('payment')
    .select(['unit.code as unit_code', 'unit.name_json as unit_name_json'])
    .orderBy('payment.state_at', 'desc')
    .orderBy('payment.id')
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size);
  if (filter.state) page = page.where('payment.state', '=', filter.state);
  const groups = filtered(joined(), filter)
    .select(({ fn }) => [
      'payment.state as state',
      fn.countAll<number>().as('count'),
      // PostgreSQL sums bigint to numeric, which the driver gives as text.
      sql<number | string>`coalesce(sum(payment.amount_cents), 0)`.as('amount'),
    ])
    .groupBy('payment.state');
  const [rows, sums] = await Promise.all([page.execute(), groups.execute()]);
  return { rows, ...totals(sums, filter.state) };
}

function totals(
  groups: { state: PaymentState; count: number; amount: number | string }[],
  state: PaymentState | undefined,
): Omit<PaymentPage, 'rows'> {
  const counts = {
    all: 0,
    ...Object.fromEntries(paymentStates.map((name) => [name, 0])),
  } as PaymentPage['counts'];
  let amountCents = 0;
  for (const group of groups) {
    counts[group.state] = Number(group.count);
    counts.all += Number(group.count);
    if (state === undefined || state === group.state) amountCents += Number(group.amount);
  }
  return { total: counts[state ?? 'all'], amountCents, counts };
}
