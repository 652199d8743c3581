import Router from '@koa/router';
import type { Database } from '@yimen/database';
import type { CallerGuard, RpSession } from '@yimen/relying-party';
import { callerOf, localeOf } from '@yimen/service-kit';
import type { FormOptions, SiteSession } from '../../contract/payment-view.ts';
import { scopes } from '../config.ts';
import { maskAccount } from '../payments/mask-account.ts';
import { isClerkOf, visibleUnits } from '../payments/payment-policy.ts';
import { refuse } from '../payments/refuse.ts';
import type { PaymentsTables } from '../tables.ts';
import { unitStore } from '../units/unit-store.ts';

type Parts = { db: Database<PaymentsTables>; guard: CallerGuard; portalUrl: string };

/** /api/session and /api/form-options: what the site's pages need before they can show anything. */
export function sessionRoutes({ db, guard, portalUrl }: Parts): Router {
  const router = new Router({ prefix: '/api', sensitive: true });
  const store = unitStore(db.query);
  router.get('/session', guard(scopes.read), async (ctx) => {
    const caller = callerOf(ctx);
    const visible = visibleUnits(caller);
    const units = await store.list(visible);
    const claims = (ctx.state.session as RpSession | undefined)?.claims;
    const own = units.find(({ id }) => id === caller.unitId);
    ctx.body = {
      user: {
        name: caller.name ?? caller.username ?? caller.sub,
        username: caller.username ?? '',
        unitName: claims?.unit?.name ?? own?.name_json ?? null,
      },
      locale: claims?.locale === 'en-US' || claims?.locale === 'zh-CN' ? claims.locale : localeOf(ctx),
      permissions: {
        create: own !== undefined && isClerkOf(caller, own.id),
        seesAllUnits: visible === 'all',
      },
      units: units.map(({ id, name_json }) => ({ id, name: name_json })),
      portalUrl,
      isDemonstration: units.some((unit) => unit.is_demonstration),
    } satisfies SiteSession;
  });
  router.get('/form-options', guard(scopes.write), async (ctx) => {
    const caller = callerOf(ctx);
    if (!isClerkOf(caller, caller.unitId)) throw refuse('forbidden', 'not-clerk');
    const unit = await store.find(caller.unitId ?? '');
    if (!unit) throw refuse('forbidden', 'unit-unknown');
    ctx.body = {
      unit: { id: unit.id, code: unit.code, name: unit.name_json },
      payer: { ...unit.payer_json, account: maskAccount(unit.payer_json.account) },
      projects: unit.projects_json,
    } satisfies FormOptions;
  });
  return router;
}
