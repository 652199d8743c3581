import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import {
  policyParamsSchema,
  publisherSchema,
  savePolicySchema,
  savePublisherPolicySchema,
} from '@yimen/shell-contract/schemas';
import type { Context } from 'koa';
import { z } from 'zod';
import type { Directory } from '../../admin/directory.ts';
import { withInput } from '../../http/with-input.ts';
import type { PublisherStore } from '../../stores/publisher-store.ts';
import { presentPublishers } from '../publisher-keys/present-publishers.ts';
import { isPermitted, type ReleaseCaller } from '../states/release-caller.ts';
import type { Decisions } from './decisions.ts';

const idParams = z.object({ id: z.string().max(100) });
const publisherParams = z.object({ publisher: publisherSchema });

type Parts = {
  decisions: Decisions;
  publishers: PublisherStore;
  directory: Directory;
  operatorOf: (ctx: Context) => ReleaseCaller;
};

/** /api/operations: policies of releases and publishers, and what waits for a second administrator. */
export function addDecisionRoutes(router: Router, o: Parts): void {
  const { decisions, publishers, directory, operatorOf } = o;
  const administrator = (ctx: Context): ReleaseCaller => {
    const caller = operatorOf(ctx);
    if (!isPermitted(caller, 'operate', '')) throw problem('forbidden');
    return caller;
  };

  router.put(
    '/policies/:kind/:name',
    withInput({ params: policyParamsSchema, body: savePolicySchema }, async (ctx) => {
      const { params, body } = ctx.input;
      const change = {
        kind: 'release-policy',
        of: params.kind,
        name: params.name,
        policy: body.policy,
      } as const;
      answer(ctx, await decisions.decide(administrator(ctx), change, body.reason));
    }),
  );

  router.get('/publishers', async (ctx) => {
    operatorOf(ctx);
    ctx.body = presentPublishers(await publishers.policies(), await publishers.keys());
  });

  router.put(
    '/publishers/:publisher/policy',
    withInput({ params: publisherParams, body: savePublisherPolicySchema }, async (ctx) => {
      const { reason, ...said } = ctx.input.body;
      const change = { kind: 'publisher-policy', publisher: ctx.input.params.publisher, ...said } as const;
      answer(ctx, await decisions.decide(administrator(ctx), change, reason));
    }),
  );

  router.get('/operators', async (ctx) => {
    operatorOf(ctx);
    ctx.body = await directory.operators();
  });

  router.get('/proposals', async (ctx) => {
    operatorOf(ctx);
    ctx.body = await decisions.pending();
  });

  for (const act of ['confirm', 'decline'] as const) {
    router.post(
      `/proposals/:id/${act}`,
      withInput({ params: idParams }, async (ctx) => {
        await decisions[act](administrator(ctx), ctx.input.params.id);
        ctx.status = 204;
      }),
    );
  }
}

/** 204: done. 202 (RFC 9110, 15.3.3): it waits for somebody else. */
export function answer(ctx: Context, proposal: Awaited<ReturnType<Decisions['decide']>>): void {
  ctx.status = proposal ? 202 : 204;
  if (proposal) ctx.body = proposal;
}
