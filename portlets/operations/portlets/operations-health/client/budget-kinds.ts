import type { BudgetKind } from '@yimen/shell-contract';

/** Limits that the portal takes; see `budgetLimitsSchema` there. */
export const budgetSpans: Readonly<Record<BudgetKind, { min: number; max: number }>> = {
  load: { min: 100, max: 60_000 },
  data: { min: 100, max: 60_000 },
  longTasks: { min: 100, max: 60_000 },
  events: { min: 1, max: 200 },
  requests: { min: 1, max: 10_000 },
};

/** In the order in which they are shown. */
export const budgetKinds = Object.keys(budgetSpans) as BudgetKind[];
