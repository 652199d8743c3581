import type { Bus } from '@yimen/database';
import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { Log } from '@yimen/service-kit';
import {
  BUDGET_KINDS,
  type BudgetKind,
  type BudgetLimits,
  type BudgetNotice,
  type Budgets,
  DEFAULT_BUDGETS,
  type WindowFigure,
} from '@yimen/shell-contract';
import { cachedRead } from '../stores/cached-read.ts';
import type { BudgetNoticeRow, BudgetStore } from './budget-store.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What portlets may use up, and who used more. */
export type PortletBudgets = {
  /** What holds for a portlet: its descriptor's word or the default, and never more than an administrator allows. */
  of(descriptor: PortletDescriptor): Promise<Budgets>;
  limits(): Promise<BudgetLimits[]>;
  setLimits(portlet: string, limits: Partial<Budgets>, by: string): Promise<BudgetLimits>;
  /** @returns false when there were none */
  removeLimits(portlet: string): Promise<boolean>;
  /** Keeps what a window's page reported for the portlet's owner. */
  report(figure: WindowFigure): Promise<void>;
  /** Newest first, at most 500. */
  notices(from: number, portlet?: string): Promise<BudgetNotice[]>;
  close(): void;
};

export function createBudgets(o: {
  bus: Bus;
  store: BudgetStore;
  clock: () => number;
  log: Log;
  days: number;
}): PortletBudgets {
  const { store, clock, log } = o;
  const load = async () => new Map((await store.limits()).map((row) => [row.portlet, row.limits_json]));
  const limits = cachedRead({ bus: o.bus, topic: 'portal-budgets', load });
  let cleanedAt = 0;

  return {
    async of(descriptor) {
      const known = await limits.get();
      return limited(declaredBudgets(descriptor), known.get('*'), known.get(descriptor.name));
    },
    limits: async () =>
      (await store.limits()).map((row) => ({
        ...{ portlet: row.portlet, limits: row.limits_json },
        ...{ changedAt: row.changed_at, changedBy: row.changed_by },
      })),
    async setLimits(portlet, values, by) {
      const row = { portlet, limits_json: values, changed_at: clock(), changed_by: by };
      await store.saveLimits(row);
      await limits.changed();
      log.info('portlet-budgets-limited', { portlet, ...values, by });
      return { portlet, limits: values, changedAt: row.changed_at, changedBy: by };
    },
    async removeLimits(portlet) {
      const isGone = await store.removeLimits(portlet);
      await limits.changed();
      return isGone;
    },
    async report({ portlet, version, excesses }) {
      const now = clock();
      for (const { kind, action, used, limit } of excesses ?? []) {
        const row: BudgetNoticeRow = {
          ...{ hour_at: Math.floor(now / HOUR) * HOUR, portlet, version, kind, action },
          ...{ amount: 1, used: Math.round(used), allowed: limit, last_at: now },
        };
        const isFirst = await store.addNotice(row);
        if (isFirst) log.info('portlet-over-budget', { portlet, version, kind, action, used, limit });
      }
      if (now - cleanedAt < HOUR) return;
      cleanedAt = now;
      await store.removeNoticesBefore(now - o.days * DAY);
    },
    notices: async (from, portlet) => (await store.notices(from, portlet)).map(present),
    close: limits.close,
  };
}

/** A portlet's own word. */
function declaredBudgets({ budgets = {} }: PortletDescriptor): Budgets {
  return {
    load: budgets.loadMilliseconds ?? DEFAULT_BUDGETS.load,
    data: budgets.dataMilliseconds ?? DEFAULT_BUDGETS.data,
    longTasks: budgets.longTaskMillisecondsPerMinute ?? DEFAULT_BUDGETS.longTasks,
    events: budgets.eventsPerSecond ?? DEFAULT_BUDGETS.events,
    requests: budgets.requestsPerMinute ?? DEFAULT_BUDGETS.requests,
  };
}

function limited(declared: Budgets, ...limits: (Partial<Budgets> | undefined)[]): Budgets {
  const least = (kind: BudgetKind) =>
    Math.min(declared[kind], ...limits.map((some) => some?.[kind] ?? Number.POSITIVE_INFINITY));
  return Object.fromEntries(BUDGET_KINDS.map((kind) => [kind, least(kind)])) as Budgets;
}

function present(row: BudgetNoticeRow): BudgetNotice {
  const { portlet, version, kind, action } = row;
  return {
    ...{ portlet, version, kind, action, hour: row.hour_at, count: row.amount },
    ...{ used: row.used, limit: row.allowed, lastAt: row.last_at },
  };
}
