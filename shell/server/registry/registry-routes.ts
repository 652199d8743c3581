import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import { type Caller, callerOf } from '@yimen/service-kit';
import type { OperatedPortletDetail, RegistryPortlet } from '@yimen/shell-contract';
import {
  jsonValueSchema,
  portletNameSchema,
  publishReleaseSchema,
  releaseParamsSchema,
  rollBackSchema,
  takeStepSchema,
} from '@yimen/shell-contract/schemas';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import { readJsonBody } from '../http/read-json-body.ts';
import { withInput } from '../http/with-input.ts';
import type { Rollouts } from '../rollout/rollouts.ts';
import { addComparisonRoutes } from './compatibility/comparison-routes.ts';
import { addContractRoutes } from './compatibility/contract-routes.ts';
import { type PublishParts, publishRelease } from './publish-release.ts';
import type { OperatedPortlets } from './states/operated-portlets.ts';
import type { ReleaseCaller } from './states/release-caller.ts';
import type { ReleaseSteps } from './states/release-steps.ts';

const MOST_BYTES = 20 * 1_048_576;
const nameParams = z.object({ name: portletNameSchema });
const MOST_REPORT_BYTES = 1_048_576;
const MOST_STEP_BYTES = 16_384;

type Parts = PublishParts & {
  steps: ReleaseSteps;
  operated: OperatedPortlets;
  rollouts: Rollouts;
  requirePublisher: Middleware;
};

/** Routes under /api/registry, for publishers: a bearer token with scope registry:publish. */
export function addRegistryRoutes(router: Router, o: Parts): void {
  const { releases, operated, requirePublisher } = o;

  router.post(
    '/registry/portlets/:name/releases',
    requirePublisher,
    // The body is big; it is read only after the token has been found good.
    async (ctx, next) => {
      ctx.request.body = await readJsonBody(ctx, MOST_BYTES);
      await next();
    },
    withInput({ params: nameParams, body: publishReleaseSchema }, async (ctx) => {
      const { params, body } = ctx.input;
      const published = await publishRelease(o, params.name, body, publisherOf(ctx));
      ctx.status = 201;
      ctx.set('Location', `/api/registry/portlets/${params.name}`);
      ctx.body = published;
    }),
  );

  router.get('/registry/portlets', requirePublisher, async (ctx) => {
    ctx.body = await operated.ofPublisher(publisherOf(ctx));
  });

  router.get(
    '/registry/portlets/:name',
    requirePublisher,
    withInput({ params: nameParams }, async (ctx) => {
      const { name } = ctx.input.params;
      // Another's portlet reads like none (I6): its drafts, their notes and what they break are no vendor's business.
      if ((await releases.publisherOf(name)) !== publisherOf(ctx)) {
        throw problem('not-found', { detail: `you have published no portlet "${name}"` });
      }
      ctx.body = presentPortlet(await operated.get(publisherCaller(ctx), name));
    }),
  );
  addStepRoutes(router, o);
  addComparisonRoutes(router, o);
  addContractRoutes(router, o);
}

/** What a publisher does to releases: reports, and the steps that are the publisher's. */
function addStepRoutes(router: Router, { steps, operated, rollouts, requirePublisher }: Parts): void {
  const answer = async (ctx: Context, name: string) => {
    ctx.body = presentPortlet(await operated.get(publisherCaller(ctx), name));
  };

  router.post(
    '/registry/portlets/:name/releases/:version/reports',
    requirePublisher,
    async (ctx, next) => {
      ctx.request.body = await readJsonBody(ctx, MOST_REPORT_BYTES);
      await next();
    },
    withInput({ params: releaseParamsSchema, body: jsonValueSchema }, async (ctx) => {
      const { params, body } = ctx.input;
      const refusals = await steps.report(publisherCaller(ctx), params, body);
      ctx.status = 201;
      ctx.body = { isPassed: refusals.length === 0, refusals };
    }),
  );

  router.post(
    '/registry/portlets/:name/releases/:version/transitions',
    requirePublisher,
    async (ctx, next) => {
      ctx.request.body = await readJsonBody(ctx, MOST_STEP_BYTES);
      await next();
    },
    withInput({ params: releaseParamsSchema, body: takeStepSchema }, async (ctx) => {
      const { params, body } = ctx.input;
      await steps.take(publisherCaller(ctx), params, body);
      await answer(ctx, params.name);
    }),
  );

  router.post(
    '/registry/portlets/:name/rollback',
    requirePublisher,
    async (ctx, next) => {
      ctx.request.body = await readJsonBody(ctx, MOST_STEP_BYTES);
      await next();
    },
    withInput({ params: nameParams, body: rollBackSchema }, async (ctx) => {
      const { params, body } = ctx.input;
      ctx.body = await rollouts.rollBack(publisherCaller(ctx), params.name, body.reason);
    }),
  );

  for (const [act, to] of [
    ['retire', 'retired'],
    ['reinstate', 'live'],
  ] as const) {
    router.post(
      `/registry/portlets/:name/releases/:version/${act}`,
      requirePublisher,
      withInput({ params: releaseParamsSchema }, async (ctx) => {
        const { params } = ctx.input;
        await steps.take(publisherCaller(ctx), params, { to, reason: `${act} by the publisher` });
        await answer(ctx, params.name);
      }),
    );
  }
}

/** A program with credentials of its own publishes; a developer with a token of hers may, too. */
function publisherCaller(ctx: Context): ReleaseCaller {
  const { isService, clientId, sub, name, roles } = callerOf(ctx);
  return isService
    ? { kind: 'client', id: clientId, name: null, roles: [] }
    : { kind: 'person', id: sub, name: name ?? null, roles };
}

function publisherOf(ctx: Context): string {
  const caller: Caller = ctx.state.caller;
  return caller.isService ? caller.clientId : caller.sub;
}

function presentPortlet(portlet: OperatedPortletDetail): RegistryPortlet {
  const { name, publisher, policy, liveVersion } = portlet;
  const releases = portlet.releases.map((release) => ({
    ...release,
    isRetired: release.state === 'retired',
    bytes: release.facts.bytes,
  }));
  return { name, publisher, policy, liveVersion, releases };
}
