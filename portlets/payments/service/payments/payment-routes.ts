import Router from '@koa/router';
import type { Database } from '@yimen/database';
import type { CallerGuard } from '@yimen/relying-party';
import { callerOf, validate } from '@yimen/service-kit';
import type { Context } from 'koa';
import { z } from 'zod';
import { actionBody, paymentDraft, returnBody } from '../../contract/payment-draft.ts';
import { type PaymentList, paymentListQuery } from '../../contract/payment-list.ts';
import { type PaymentAction, paymentActions } from '../../contract/payment-state.ts';
import type { PaymentDraftView } from '../../contract/payment-view.ts';
import { scopes } from '../config.ts';
import type { PaymentsTables } from '../tables.ts';
import { requireRevision, revisionTag } from './if-match.ts';
import { type PaymentDesk, requirePayment } from './payment-desk.ts';
import { authorizeEdit, visibleUnits } from './payment-policy.ts';
import { searchPayments } from './payment-search.ts';
import { paymentStore } from './payment-store.ts';
import { presentDetail, presentDraft, presentPayment } from './present-payment.ts';

type Parts = { db: Database<PaymentsTables>; desk: PaymentDesk; guard: CallerGuard; timeZone: string };

const paymentId = z.object({ id: z.string().max(100) });

/** /api/payments. */
export function paymentRoutes({ db, desk, guard, timeZone }: Parts): Router {
  const router = new Router({ prefix: '/api/payments', sensitive: true });
  const store = paymentStore(db.query);
  const read = guard(scopes.read);
  const write = guard(scopes.write);
  const answerDetail = async (ctx: Context, id: string): Promise<void> => {
    const caller = callerOf(ctx);
    const payment = await requirePayment(store, caller, id);
    ctx.set('etag', revisionTag(payment.revision));
    ctx.body = presentDetail(payment, await store.steps(id), caller);
  };

  router.get('/', read, validate({ query: paymentListQuery }), async (ctx) => {
    const units = visibleUnits(callerOf(ctx));
    const { rows, ...sums } = await searchPayments(db.query, { ...ctx.input.query, units, timeZone });
    ctx.body = { items: rows.map(presentPayment), ...sums } satisfies PaymentList;
  });
  router.post('/', write, validate({ body: paymentDraft }), async (ctx) => {
    const id = await desk.create(callerOf(ctx), ctx.input.body);
    await answerDetail(ctx, id);
    ctx.status = 201;
    ctx.set('location', `/api/payments/${id}`);
  });
  router.get('/:id', read, validate({ params: paymentId }), async (ctx) => {
    await answerDetail(ctx, ctx.input.params.id);
  });
  router.get('/:id/draft', write, validate({ params: paymentId }), async (ctx) => {
    const payment = await requirePayment(store, callerOf(ctx), ctx.input.params.id);
    authorizeEdit(callerOf(ctx), payment);
    ctx.set('etag', revisionTag(payment.revision));
    ctx.body = { revision: payment.revision, draft: presentDraft(payment) } satisfies PaymentDraftView;
  });
  router.put('/:id', write, validate({ params: paymentId, body: paymentDraft }), async (ctx) => {
    const { params, body } = ctx.input;
    await desk.edit(callerOf(ctx), { id: params.id, revision: requireRevision(ctx), draft: body });
    await answerDetail(ctx, params.id);
  });
  for (const action of paymentActions) {
    const body = bodyOf(action);
    router.post(`/:id/${action}`, write, validate({ params: paymentId, body }), async (ctx) => {
      const { id } = ctx.input.params;
      const opinion = ctx.input.body.opinion ?? '';
      await desk.act(callerOf(ctx), { id, revision: requireRevision(ctx), action, opinion });
      await answerDetail(ctx, id);
    });
  }
  return router;
}

function bodyOf(action: PaymentAction): z.ZodType<{ opinion?: string | undefined }> {
  return action === 'return' ? returnBody : actionBody.default({});
}
