import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import type { Caller } from '@yimen/service-kit';
import type { RegistryPortlet } from '@yimen/shell-contract';
import { portletNameSchema, publishReleaseSchema } from '@yimen/shell-contract/schemas';
import type { Context, Middleware } from 'koa';
import semver from 'semver';
import { z } from 'zod';
import { readJsonBody } from '../http/read-json-body.ts';
import { withInput } from '../http/with-input.ts';
import type { ReleaseWithPublisher } from '../stores/release-store.ts';
import { type PublishParts, publishRelease } from './publish-release.ts';
import { whyWithheld } from './withheld.ts';

const MOST_BYTES = 20 * 1_048_576;
const nameParams = z.object({ name: portletNameSchema });
const releaseParams = nameParams.extend({ version: z.string().max(64) });

/** Routes under /api/registry, for publishers: a bearer token with scope registry:publish. */
export function addRegistryRoutes(router: Router, o: PublishParts & { requirePublisher: Middleware }): void {
  const { releases, registry, requirePublisher } = o;

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
    const byName = Map.groupBy(await releases.all(), (row) => row.portlet);
    ctx.body = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rows]) => presentPortlet(rows));
  });

  router.get(
    '/registry/portlets/:name',
    requirePublisher,
    withInput({ params: nameParams }, async (ctx) => {
      const rows = await releases.ofPortlet(ctx.input.params.name);
      if (rows.length === 0) throw problem('not-found', { detail: `no portlet "${ctx.input.params.name}"` });
      ctx.body = presentPortlet(rows);
    }),
  );

  for (const [act, state] of [
    ['retire', 'retired'],
    ['reinstate', 'live'],
  ] as const) {
    router.post(
      `/registry/portlets/:name/releases/:version/${act}`,
      requirePublisher,
      withInput({ params: releaseParams }, async (ctx) => {
        const { name, version } = ctx.input.params;
        const owner = await releases.publisherOf(name);
        if (owner !== undefined && owner !== publisherOf(ctx)) throw problem('forbidden');
        if (!(await releases.setState(name, version, state))) throw problem('not-found');
        await registry.changed();
        o.log.info(state === 'retired' ? 'release-retired' : 'release-reinstated', {
          portlet: name,
          version,
        });
        ctx.body = presentPortlet(await releases.ofPortlet(name));
      }),
    );
  }
}

function publisherOf(ctx: Context): string {
  const caller: Caller = ctx.state.caller;
  return caller.isService ? caller.clientId : caller.sub;
}

function presentPortlet(rows: ReleaseWithPublisher[]): RegistryPortlet {
  const sorted = rows.toSorted((a, b) => semver.rcompare(a.version, b.version));
  return {
    name: sorted[0]?.portlet ?? '',
    publisher: sorted[0]?.publisher ?? '',
    liveVersion: sorted.find((row) => row.state === 'live' && !whyWithheld(row))?.version ?? null,
    releases: sorted.map((row) => ({
      version: row.version,
      publishedAt: row.published_at,
      publishedBy: row.published_by,
      state: row.state,
      isRetired: row.state === 'retired',
      bytes: row.bytes,
      signature:
        row.key_id === null ? null : { keyId: row.key_id, isKeyRevoked: row.key_revoked_at !== null },
      withheld: whyWithheld(row),
      codeAt: row.base_url,
    })),
  };
}
