import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import { callerOf } from '@yimen/service-kit';
import type { ReleaseTrail } from '@yimen/shell-contract';
import {
  planMaintenanceSchema,
  portletNameSchema,
  releaseParamsSchema,
  takeStepSchema,
} from '@yimen/shell-contract/schemas';
import type { Context } from 'koa';
import { z } from 'zod';
import { withInput } from '../http/with-input.ts';
import type { ReleaseActStore } from '../stores/release-act-store.ts';
import type { ReleaseStore } from '../stores/release-store.ts';
import type { MaintenancePlan } from './maintenance/maintenance-plan.ts';
import type { ReleaseCheck } from './release-check.ts';
import { answerFile } from './release-files.ts';
import type { OperatedPortlets } from './states/operated-portlets.ts';
import type { ReleaseCaller } from './states/release-caller.ts';
import type { ReleaseSteps } from './states/release-steps.ts';
import { operatorRoles } from './states/transitions.ts';

const nameParams = z.object({ name: portletNameSchema });
const maintenanceParams = nameParams.extend({ id: z.string().max(64) });
const trailQuery = z.object({
  portlet: portletNameSchema.optional(),
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export type OperationsParts = {
  releases: ReleaseStore;
  releaseCheck: ReleaseCheck;
  acts: ReleaseActStore;
  operated: OperatedPortlets;
  steps: ReleaseSteps;
  maintenancePlan: MaintenancePlan;
};

/** /api/operations, for people through the gateway: each request is judged by the roles in the person's token. */
export function addOperationsRoutes(router: Router, parts: OperationsParts): void {
  const { releases, releaseCheck, acts, operated, steps, maintenancePlan } = parts;

  router.get('/portlets', async (ctx) => {
    operatorOf(ctx);
    ctx.body = await operated.list();
  });

  router.get(
    '/portlets/:name',
    withInput({ params: nameParams }, async (ctx) => {
      ctx.body = await operated.get(operatorOf(ctx), ctx.input.params.name);
    }),
  );

  router.post(
    '/portlets/:name/releases/:version/transitions',
    withInput({ params: releaseParamsSchema, body: takeStepSchema }, async (ctx) => {
      const { params, body } = ctx.input;
      const caller = operatorOf(ctx);
      await steps.take(caller, params, body);
      ctx.body = await operated.get(caller, params.name);
    }),
  );

  router.get(
    '/portlets/:name/releases/:version/screenshots/:index',
    withInput(
      { params: releaseParamsSchema.extend({ index: z.coerce.number().int().min(0).max(20) }) },
      async (ctx) => {
        operatorOf(ctx);
        const { name, version, index } = ctx.input.params;
        const row = (await releases.ofPortlet(name)).find((release) => release.version === version);
        const path = row?.catalogue_json?.screenshots?.[index]?.path;
        const file = path === undefined ? undefined : await releaseCheck.file(name, version, path);
        if (!file) throw problem('not-found');
        answerFile(ctx, file);
      },
    ),
  );

  router.post(
    '/portlets/:name/maintenance',
    withInput({ params: nameParams, body: planMaintenanceSchema }, async (ctx) => {
      const caller = operatorOf(ctx);
      const { name } = ctx.input.params;
      await maintenancePlan.plan(caller, name, ctx.input.body);
      ctx.status = 201;
      ctx.body = await operated.get(caller, name);
    }),
  );

  router.delete(
    '/portlets/:name/maintenance/:id',
    withInput({ params: maintenanceParams }, async (ctx) => {
      const caller = operatorOf(ctx);
      const { name, id } = ctx.input.params;
      await maintenancePlan.end(caller, name, id);
      ctx.body = await operated.get(caller, name);
    }),
  );

  router.get(
    '/trail',
    withInput({ query: trailQuery }, async (ctx) => {
      operatorOf(ctx);
      const { portlet, cursor: before, limit } = ctx.input.query;
      const found = await acts.page({ portlet, before, limit: limit + 1 });
      const page = found.slice(0, limit);
      const trail: ReleaseTrail = {
        acts: page,
        cursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
      ctx.body = trail;
    }),
  );
}

/** The person behind the token: what she may do is said by her own roles, not by the client that brings her request. */
export function operatorOf(ctx: Context): ReleaseCaller {
  const { sub, name, roles, isService } = callerOf(ctx);
  if (isService || !roles.some((role) => operatorRoles.includes(role))) {
    throw problem('forbidden', { detail: `needs one of the roles ${operatorRoles.join(', ')}` });
  }
  return { kind: 'person', id: sub, name: name ?? null, roles };
}
