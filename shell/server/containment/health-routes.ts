import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import type { IntegrityReport } from '@yimen/shell-contract';
import {
  breakerActSchema,
  breakerParamsSchema,
  budgetLimitsSchema,
  budgetParamsSchema,
  figureQuerySchema,
} from '@yimen/shell-contract/schemas';
import type { Context } from 'koa';
import type { Breakers } from '../breakers/breakers.ts';
import type { PortletBudgets } from '../budgets/budgets.ts';
import { readFigures } from '../figures/figure-routes.ts';
import type { Figures } from '../figures/figures.ts';
import { withInput } from '../http/with-input.ts';
import { latestIntegrityReports } from '../registry/integrity-report-routes.ts';
import { isPermitted, type ReleaseCaller } from '../registry/states/release-caller.ts';
import type { IntegrityReportStore } from '../stores/integrity-report-store.ts';
import { concealPages, knownPages } from './conceal-pages.ts';
import { type NameParts, namesOf } from './name-figures.ts';

const WEEK = 7 * 86_400_000;

type Parts = NameParts & {
  figures: Figures;
  breakers: Breakers;
  budgets: PortletBudgets;
  integrityReports: IntegrityReportStore;
  hasRelease: (portlet: string, version: string) => Promise<boolean>;
  operatorOf: (ctx: Context) => ReleaseCaller;
  clock: () => number;
};

/**
 * How portlets fare, for people through the gateway. Whoever looks at releases may look; breakers and budgets are for
 * those to change who operate.
 */
export function addHealthRoutes(router: Router, parts: Parts): void {
  const { figures, budgets, integrityReports, operatorOf, clock } = parts;

  router.get(
    '/window-figures',
    withInput({ query: figureQuerySchema }, async (ctx) => {
      const known = await knownPages(operatorOf(ctx), parts.pages);
      const { query } = ctx.input;
      if (query.page !== undefined && known?.has(query.page) === false) throw problem('not-found');
      const report = await readFigures(figures, query, clock());
      const { lines, names: standIns } = concealPages(report.lines, known);
      const names = await namesOf(lines, parts);
      ctx.body = { ...report, lines, names: { ...names, pages: { ...names.pages, ...standIns } } };
    }),
  );

  router.get('/budget-notices', async (ctx) => {
    operatorOf(ctx);
    ctx.body = await budgets.notices(clock() - WEEK);
  });

  router.get('/integrity-reports', async (ctx) => {
    operatorOf(ctx);
    // Whose browser it was is no business of everybody who develops portlets.
    ctx.body = (await latestIntegrityReports(integrityReports)).map(
      ({ sub: _sub, ...report }): IntegrityReport => report,
    );
  });

  addBreakerRoutes(router, parts);
  addBudgetRoutes(router, parts);
}

function addBreakerRoutes(router: Router, { breakers, hasRelease, operatorOf }: Parts): void {
  router.get('/breakers', async (ctx) => {
    operatorOf(ctx);
    ctx.body = await breakers.list();
  });

  router.post(
    '/breakers/:portlet/:version',
    withInput({ params: breakerParamsSchema, body: breakerActSchema }, async (ctx) => {
      const operator = changerOf(operatorOf(ctx));
      const { params, body } = ctx.input;
      if (!(await hasRelease(params.portlet, params.version))) {
        throw problem('not-found', { detail: `no release ${params.portlet} ${params.version}` });
      }
      ctx.body = await breakers.act(params, body.act, operator.id);
    }),
  );
}

function addBudgetRoutes(router: Router, { budgets, operatorOf }: Parts): void {
  router.get('/budgets', async (ctx) => {
    operatorOf(ctx);
    ctx.body = await budgets.limits();
  });

  router.put(
    '/budgets/:portlet',
    withInput({ params: budgetParamsSchema, body: budgetLimitsSchema }, async (ctx) => {
      const operator = changerOf(operatorOf(ctx));
      ctx.body = await budgets.setLimits(ctx.input.params.portlet, ctx.input.body, operator.id);
    }),
  );

  router.delete(
    '/budgets/:portlet',
    withInput({ params: budgetParamsSchema }, async (ctx) => {
      changerOf(operatorOf(ctx));
      if (!(await budgets.removeLimits(ctx.input.params.portlet))) throw problem('not-found');
      ctx.status = 204;
    }),
  );
}

function changerOf(caller: ReleaseCaller): ReleaseCaller {
  if (!isPermitted(caller, 'operate', '')) throw problem('forbidden');
  return caller;
}
