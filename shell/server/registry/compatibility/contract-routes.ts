import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import { callerOf } from '@yimen/service-kit';
import { releaseParamsSchema } from '@yimen/shell-contract/schemas';
import type { Middleware } from 'koa';
import { withInput } from '../../http/with-input.ts';
import type { ReleaseStore } from '../../stores/release-store.ts';
import type { Registry } from '../registry.ts';

type Parts = { releases: ReleaseStore; registry: Registry; requirePublisher: Middleware };

/**
 * GET /api/registry/portlets/:name/releases/:version/contract: what a release shares with the page, events and public
 * render parameters, for the types of others. `live` is the version that people have. Releases of others are there for
 * a publisher once they have been on their way to people; nothing of their services, roles or settings is told.
 */
export function addContractRoutes(router: Router, { releases, registry, requirePublisher }: Parts): void {
  router.get(
    '/registry/portlets/:name/releases/:version/contract',
    requirePublisher,
    withInput({ params: releaseParamsSchema }, async (ctx) => {
      const { name, version: wanted } = ctx.input.params;
      const version = wanted === 'live' ? (await registry.live()).get(name)?.version : wanted;
      const row = (await releases.ofPortlet(name)).find((release) => release.version === version);
      const { isService, clientId, sub } = callerOf(ctx);
      const isOwn = row?.publisher === (isService ? clientId : sub);
      if (!row || !(isOwn || row.state === 'live' || row.state === 'canary')) {
        throw problem('not-found', { detail: `no release ${name} ${wanted}` });
      }
      const { events, publicRenderParameters = [] } = row.descriptor_json;
      const { publishes = [], consumes = [] } = events ?? {};
      ctx.body = { version: row.version, events: { publishes, consumes }, publicRenderParameters };
    }),
  );
}
