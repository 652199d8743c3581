import Router from '@koa/router';
import type { Database } from '@yimen/database';
import { isUniqueViolation } from '@yimen/database';
import { problem } from '@yimen/problem';
import { requireToken, validate } from '@yimen/service-kit';
import { z } from 'zod';
import { type ImportOutcome, paymentImport, unitImport } from '../../contract/administration.ts';
import { audiences, scopes } from '../config.ts';
import type { PaymentsTables } from '../tables.ts';
import type { TodoSettings } from '../todo-outbox/todo-messages.ts';
import { unitStore } from '../units/unit-store.ts';
import { importPayment } from './import-payment.ts';

type Parts = {
  db: Database<PaymentsTables>;
  issuer: string;
  fetch?: typeof fetch;
  clock: () => number;
  settings: TodoSettings;
  onChange: () => void;
};

const unitParams = z.object({ unitId: z.string().regex(/^[a-z0-9-]{1,64}$/) });
const paymentParams = z.object({ paymentId: z.string().regex(/^[A-Za-z0-9-]{1,64}$/) });

/** /api/admin: loading of units and requests by a program, with a token of scope `payments:admin` only. */
export function administrationRoutes(parts: Parts): Router {
  const { db, clock, settings, onChange } = parts;
  const router = new Router({ prefix: '/api/admin', sensitive: true });
  const guard = requireToken({
    issuer: parts.issuer,
    audience: audiences.payments,
    scope: scopes.admin,
    ...(parts.fetch && { fetch: parts.fetch }),
  });
  router.put('/units/:unitId', guard, validate({ params: unitParams, body: unitImport }), async (ctx) => {
    await unitStore(db.query).save(ctx.input.params.unitId, ctx.input.body);
    ctx.status = 204;
  });
  router.put(
    '/payments/:paymentId',
    guard,
    validate({ params: paymentParams, body: paymentImport }),
    async (ctx) => {
      const { paymentId } = ctx.input.params;
      const outcome = await importPayment(db, paymentId, ctx.input.body, { ...settings, now: clock() }).catch(
        (error: unknown) => {
          if (isUniqueViolation(error))
            throw problem('conflict', { detail: `number ${ctx.input.body.number} is taken` });
          throw error;
        },
      );
      if (outcome === 'created' || outcome === 'replaced') onChange();
      ctx.status = outcome === 'created' ? 201 : 200;
      ctx.body = { outcome } satisfies ImportOutcome;
    },
  );
  return router;
}
