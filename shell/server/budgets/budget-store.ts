import type { Database } from '@yimen/database';
import type { Selectable } from 'kysely';
import type { PortalTables } from '../database-schema.ts';
import type { BudgetLimitTable, BudgetNoticeTable } from './budget-tables.ts';

export type BudgetLimitRow = Selectable<BudgetLimitTable>;
export type BudgetNoticeRow = Selectable<BudgetNoticeTable>;

const MOST_NOTICES = 500;

/** The tables `budget_limit` and `budget_notice`. */
export type BudgetStore = ReturnType<typeof createBudgetStore>;

export function createBudgetStore({ query }: Database<PortalTables>) {
  return {
    limits: () =>
      query.selectFrom('budget_limit').selectAll().orderBy('portlet').execute() as Promise<BudgetLimitRow[]>,

    async saveLimits(row: BudgetLimitRow): Promise<void> {
      const { portlet: _portlet, ...rest } = row;
      await query
        .insertInto('budget_limit')
        .values(row)
        .onConflict((conflict) => conflict.column('portlet').doUpdateSet(rest))
        .execute();
    },

    async removeLimits(portlet: string): Promise<boolean> {
      const gone = await query.deleteFrom('budget_limit').where('portlet', '=', portlet).executeTakeFirst();
      return gone.numDeletedRows > 0n;
    },

    /** @returns whether it is the first of its kind in this hour */
    async addNotice(row: BudgetNoticeRow): Promise<boolean> {
      const kept = await query
        .insertInto('budget_notice')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['portlet', 'version', 'hour_at', 'kind', 'action']).doUpdateSet((eb) => ({
            amount: eb('budget_notice.amount', '+', eb.ref('excluded.amount')),
            used: eb
              .case()
              .when('excluded.used', '>', eb.ref('budget_notice.used'))
              .then(eb.ref('excluded.used'))
              .else(eb.ref('budget_notice.used'))
              .end(),
            allowed: eb.ref('excluded.allowed'),
            last_at: eb.ref('excluded.last_at'),
          })),
        )
        .returning('amount')
        .executeTakeFirst();
      return Number(kept?.amount ?? 0) === row.amount;
    },

    /** Newest first. */
    notices: (from: number, portlet?: string) => {
      const notices = query.selectFrom('budget_notice').selectAll().where('hour_at', '>=', from);
      const some = portlet === undefined ? notices : notices.where('portlet', '=', portlet);
      return some.orderBy('last_at', 'desc').limit(MOST_NOTICES).execute() as Promise<BudgetNoticeRow[]>;
    },

    async removeNoticesBefore(hour: number): Promise<void> {
      await query.deleteFrom('budget_notice').where('hour_at', '<', hour).execute();
    },
  };
}
