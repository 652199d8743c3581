import Router from '@koa/router';
import type { Database } from '@yimen/database';
import type { CallerGuard } from '@yimen/relying-party';
import { callerOf, validate } from '@yimen/service-kit';
import { type PaymentStatus, paymentStatusQuery } from '../../contract/payment-list.ts';
import { scopes } from '../config.ts';
import { seesUnit, visibleUnits } from '../payments/payment-policy.ts';
import { refuse } from '../payments/refuse.ts';
import type { PaymentsTables } from '../tables.ts';
import { unitStore } from '../units/unit-store.ts';
import { countByState, periodDays } from './payment-status-store.ts';

type Parts = {
  db: Database<PaymentsTables>;
  guard: CallerGuard;
  clock: () => number;
  timeZone: string;
  siteUrl: string;
};

/** /api/payment-status: what the portlet 支付状态 shows. */
export function paymentStatusRoutes({ db, guard, clock, timeZone, siteUrl }: Parts): Router {
  const router = new Router({ prefix: '/api/payment-status', sensitive: true });
  router.get('/', guard(scopes.read), validate({ query: paymentStatusQuery }), async (ctx) => {
    const caller = callerOf(ctx);
    const { period, unit: unitId } = ctx.input.query;
    if (unitId !== undefined && !seesUnit(caller, unitId)) throw refuse('not-found', 'no-unit');
    const units = unitId === undefined ? visibleUnits(caller) : [unitId];
    const counted = await unitStore(db.query).list(units);
    const unit = unitId === undefined ? null : counted[0];
    if (unit === undefined) throw refuse('not-found', 'no-unit');
    const days = periodDays(period, clock(), timeZone);
    ctx.body = {
      rows: await countByState(db.query, { units, ...days, timeZone }),
      period: { name: period, ...days },
      unit: unit ? { id: unit.id, name: unit.name_json } : null,
      isDemonstration: counted.some((one) => one.is_demonstration),
      siteUrl,
    } satisfies PaymentStatus;
  });
  return router;
}
