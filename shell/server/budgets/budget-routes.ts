import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import { callerOf } from '@yimen/service-kit';
import { budgetLimitsSchema, budgetParamsSchema, portletNameSchema } from '@yimen/shell-contract/schemas';
import type { Middleware } from 'koa';
import { z } from 'zod';
import { administratorOf } from '../admin/require-administrator.ts';
import { withInput } from '../http/with-input.ts';
import type { ReleaseStore } from '../stores/release-store.ts';
import type { PortletBudgets } from './budgets.ts';

const WEEK = 7 * 86_400_000;
const noticeQuery = z.object({ portlet: portletNameSchema.optional() });
const nameParams = z.object({ name: portletNameSchema });

/** /budgets and /budget-notices, for administrators. */
export function addBudgetAdminRoutes(
  router: Router,
  { budgets, clock }: { budgets: PortletBudgets; clock: () => number },
): void {
  router.get('/budgets', async (ctx) => {
    ctx.body = await budgets.limits();
  });

  router.put(
    '/budgets/:portlet',
    withInput({ params: budgetParamsSchema, body: budgetLimitsSchema }, async (ctx) => {
      const { params, body } = ctx.input;
      ctx.body = await budgets.setLimits(params.portlet, body, administratorOf(ctx));
    }),
  );

  router.delete(
    '/budgets/:portlet',
    withInput({ params: budgetParamsSchema }, async (ctx) => {
      if (!(await budgets.removeLimits(ctx.input.params.portlet))) throw problem('not-found');
      ctx.status = 204;
    }),
  );

  router.get(
    '/budget-notices',
    withInput({ query: noticeQuery }, async (ctx) => {
      ctx.body = await budgets.notices(clock() - WEEK, ctx.input.query.portlet);
    }),
  );
}

/** GET /registry/portlets/:name/budget-notices: for the portlet's publisher, of the last seven days. */
export function addBudgetOwnerRoutes(
  router: Router,
  o: { budgets: PortletBudgets; releases: ReleaseStore; clock: () => number; requirePublisher: Middleware },
): void {
  router.get(
    '/registry/portlets/:name/budget-notices',
    o.requirePublisher,
    withInput({ params: nameParams }, async (ctx) => {
      const { name } = ctx.input.params;
      const owner = await o.releases.publisherOf(name);
      if (owner === undefined) throw problem('not-found', { detail: `no portlet "${name}"` });
      const caller = callerOf(ctx);
      if (owner !== (caller.isService ? caller.clientId : caller.sub)) throw problem('forbidden');
      ctx.body = await o.budgets.notices(o.clock() - WEEK, name);
    }),
  );
}
