import { addDays, dayOf, startOfDay } from '@yimen/service-kit';
import { type Kysely, sql } from 'kysely';
import type { PaymentStatus, Period } from '../../contract/payment-list.ts';
import { type PaymentState, paymentStates } from '../../contract/payment-state.ts';
import type { PaymentsTables } from '../tables.ts';

/** First and last day of 本日, 本月 or 本年. */
export function periodDays(period: Period, now: number, timeZone: string): { from: string; to: string } {
  const today = dayOf(now, timeZone);
  const from = { day: today, month: `${today.slice(0, 7)}-01`, year: `${today.slice(0, 4)}-01-01` }[period];
  return { from, to: today };
}

type Scope = { units: readonly string[] | 'all'; from: string; to: string; timeZone: string };

/** Number and amount of the requests that came into each state on these days; every state has a row. */
export async function countByState(
  db: Kysely<PaymentsTables>,
  { units, from, to, timeZone }: Scope,
): Promise<PaymentStatus['rows']> {
  let query = db
    .selectFrom('payment')
    .select(({ fn }) => [
      'state',
      fn.countAll<number>().as('count'),
      sql<number | string>`sum(amount_cents)`.as('amount'),
    ])
    .where('state_at', '>=', startOfDay(from, timeZone))
    .where('state_at', '<', startOfDay(addDays(to, 1), timeZone))
    .groupBy('state');
  if (units !== 'all') query = query.where('unit_id', 'in', [...units, '']);
  const found = new Map((await query.execute()).map((row) => [row.state, row]));
  return paymentStates.filter(isShown).map((state) => {
    const row = found.get(state);
    return { state, count: Number(row?.count ?? 0), amountCents: Number(row?.amount ?? 0) };
  });
}

// 已撤销 requests are nobody's business any more; the portlet counts what is alive.
const isShown = (state: PaymentState): boolean => state !== 'withdrawn';
