import Router from '@koa/router';
import type { Database } from '@yimen/database';
import type { CallerGuard, RpSession } from '@yimen/relying-party';
import { callerOf, dayOf, localeOf } from '@yimen/service-kit';
import type { SiteSession } from '../../contract/execution.ts';
import { visibleUnits } from '../access/unit-policy.ts';
import { scopes } from '../config.ts';
import { executionStore } from '../execution/execution-store.ts';
import { publicFigureStore } from '../public-figures/public-figure-store.ts';
import type { BudgetTables } from '../tables.ts';
import { unitStore } from '../units/unit-store.ts';

type Parts = {
  db: Database<BudgetTables>;
  guard: CallerGuard;
  clock: () => number;
  timeZone: string;
  financeUnit: string;
  portalUrl: string;
};

/** /api/session: what the site needs before it can show anything; /api/public-figures. */
export function sessionRoutes({ db, guard, clock, timeZone, financeUnit, portalUrl }: Parts): Router {
  const router = new Router({ prefix: '/api' });
  const read = guard(scopes.read);
  router.get('/session', read, async (ctx) => {
    const caller = callerOf(ctx);
    const [units, years] = await Promise.all([
      unitStore(db.query).units(visibleUnits(caller, financeUnit)),
      executionStore(db.query).years(),
    ]);
    const claims = (ctx.state.session as RpSession | undefined)?.claims;
    const [year = 0, month = 1] = dayOf(clock(), timeZone).split('-').map(Number);
    ctx.body = {
      user: {
        name: caller.name ?? caller.username ?? caller.sub,
        username: caller.username ?? '',
        unitName: claims?.unit?.name ?? null,
      },
      locale: claims?.locale === 'en-US' || claims?.locale === 'zh-CN' ? claims.locale : localeOf(ctx),
      units: units.map(({ id, code, name_json }) => ({ id, code, name: name_json })),
      years,
      today: { year, month },
      portalUrl,
      isDemonstration: units.some((unit) => unit.is_demonstration),
    } satisfies SiteSession;
  });
  router.get('/public-figures', read, async (ctx) => {
    ctx.body = await publicFigureStore(db.query).list();
  });
  return router;
}
