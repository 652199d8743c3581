import type { Amounts } from '../../contract/execution.ts';

/** 指标余额 and 执行进度 follow from 指标金额 and 支付金额. */
export function amountsOf(allottedCents: number, paidCents: number): Amounts {
  return {
    allottedCents,
    paidCents,
    balanceCents: allottedCents - paidCents,
    progress: allottedCents === 0 ? null : paidCents / allottedCents,
  };
}

/** The sum of rows. */
export function totalOf(rows: readonly Pick<Amounts, 'allottedCents' | 'paidCents'>[]): Amounts {
  let allotted = 0;
  let paid = 0;
  for (const row of rows) {
    allotted += row.allottedCents;
    paid += row.paidCents;
  }
  return amountsOf(allotted, paid);
}
