import type Router from '@koa/router';
import {
  portletNameSchema,
  releaseParamsSchema,
  rollBackSchema,
  saveRolloutSchema,
} from '@yimen/shell-contract/schemas';
import type { Context } from 'koa';
import { z } from 'zod';
import type { Directory } from '../admin/directory.ts';
import { withInput } from '../http/with-input.ts';
import type { OperatedPortlets } from '../registry/states/operated-portlets.ts';
import type { ReleaseCaller } from '../registry/states/release-caller.ts';
import type { Rollouts } from './rollouts.ts';

/** Rings, the way back, and what rings are made of, for operators through the gateway. */
export function addRolloutRoutes(
  router: Router,
  o: {
    rollouts: Rollouts;
    operated: OperatedPortlets;
    directory: Directory;
    operatorOf: (ctx: Context) => ReleaseCaller;
  },
): void {
  const { rollouts, operated, directory, operatorOf } = o;

  router.get('/directory', async (ctx) => {
    operatorOf(ctx);
    ctx.body = await directory.get();
  });

  router.put(
    '/portlets/:name/releases/:version/rollout',
    withInput({ params: releaseParamsSchema, body: saveRolloutSchema }, async (ctx) => {
      const caller = operatorOf(ctx);
      const { params, body } = ctx.input;
      await rollouts.save(caller, params, body);
      ctx.body = await operated.get(caller, params.name);
    }),
  );

  router.post(
    '/portlets/:name/rollback',
    withInput({ params: z.object({ name: portletNameSchema }), body: rollBackSchema }, async (ctx) => {
      const caller = operatorOf(ctx);
      const { params, body } = ctx.input;
      await rollouts.rollBack(caller, params.name, body.reason);
      ctx.body = await operated.get(caller, params.name);
    }),
  );
}
