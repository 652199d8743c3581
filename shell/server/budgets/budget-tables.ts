import type { BudgetAction, BudgetKind, Budgets } from '@yimen/shell-contract';

/** Limits that an administrator has set for a portlet, or for all: `*`. */
export type BudgetLimitTable = {
  portlet: string;
  limits_json: Partial<Budgets>;
  changed_at: number;
  changed_by: string;
};

/** That windows of a release were over budget in one hour: no person, no page. */
export type BudgetNoticeTable = {
  hour_at: number;
  portlet: string;
  version: string;
  kind: BudgetKind;
  action: BudgetAction;
  amount: number;
  used: number;
  allowed: number;
  last_at: number;
};
