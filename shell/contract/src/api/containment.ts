import type { WindowErrorKind } from './window-figures.ts';

/**
 * Why the portal does not give out a release's code now: its breaker is open, or an administrator holds it open. Its
 * windows show that instead.
 */
export type HeldRelease = {
  reason: 'breaker' | 'administrator';
  /** Epoch milliseconds. */
  since: number;
  /** When the portal tries it again; null when an administrator decides. */
  retryAt: number | null;
};

/** `half-open`: single page loads get the code again; how they fare decides. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** GET /api/admin/breakers: one release's breaker. */
export type Breaker = {
  portlet: string;
  version: string;
  state: BreakerState;
  /** An administrator's word, against what is counted. */
  hold: 'open' | 'closed' | null;
  openedAt: number | null;
  retryAt: number | null;
  /** What opened it: how many people it failed, of how many that it was loaded for. */
  failedPeople: number;
  people: number;
  errors: Partial<Record<WindowErrorKind, number>>;
  changedAt: number;
  /** Who held or closed it; null: by itself. */
  changedBy: string | null;
};

/** What an administrator does to a breaker. `automatic` takes her hold away. */
export const BREAKER_ACTS = ['close', 'hold-open', 'hold-closed', 'automatic'] as const;
export type BreakerAct = (typeof BREAKER_ACTS)[number];

/** What a portlet may use up. */
export const BUDGET_KINDS = ['load', 'data', 'longTasks', 'events', 'requests'] as const;
export type BudgetKind = (typeof BUDGET_KINDS)[number];

/**
 * Limits by kind: milliseconds for loading the code and for an answer of a service, milliseconds of long tasks in a
 * minute, events in a second, requests in a minute.
 */
export type Budgets = Record<BudgetKind, number>;

/** What holds for a portlet that declares nothing and for which no administrator has decided. */
export const DEFAULT_BUDGETS: Budgets = {
  load: 10_000,
  data: 15_000,
  longTasks: 5_000,
  events: 100,
  requests: 240,
};

/** What became of a window that was over budget. */
export const BUDGET_ACTIONS = ['told', 'slowed', 'paused', 'unmounted'] as const;
export type BudgetAction = (typeof BUDGET_ACTIONS)[number];

/** A window was over budget. */
export type BudgetExcess = { kind: BudgetKind; action: BudgetAction; used: number; limit: number };

/** GET /api/admin/budget-notices, and for its publisher: what one release used too much of in one hour. */
export type BudgetNotice = {
  portlet: string;
  version: string;
  kind: BudgetKind;
  action: BudgetAction;
  /** Beginning of the hour, epoch milliseconds. */
  hour: number;
  count: number;
  /** The most that was used. */
  used: number;
  limit: number;
  lastAt: number;
};

/** GET /api/admin/budgets: limits that an administrator has set; `*` is every portlet. */
export type BudgetLimits = {
  portlet: string;
  limits: Partial<Budgets>;
  changedAt: number;
  changedBy: string;
};

/** GET /api/operations/integrity-reports: a file was not what its release's manifest says. */
export type IntegrityReport = {
  reportedAt: number;
  id: string;
  portlet: string;
  version: string;
  path: string;
  expected: string;
  /** Null: the bytes could not be read again. */
  actual: string | null;
  /** Where the file came from; null: from this portal. */
  origin: string | null;
  /** `browser`: kept from running in a page; `portal`: found by the portal itself. */
  source: string;
};
