import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import { nodeIdSchema, saveChangesSchema, slugSchema } from '@yimen/shell-contract/schemas';
import { z } from 'zod';
import type { ContainReleases } from '../containment/contain-releases.ts';
import { withInput } from '../http/with-input.ts';
import { presentCatalogueEntry, presentRelease } from '../registry/live-release.ts';
import { mayUsePortlet } from '../registry/portlet-access.ts';
import type { Registry } from '../registry/registry.ts';
import type { ReleaseFactsOf } from '../registry/release-facts.ts';
import { viewerOf } from '../session/viewer.ts';
import type { PersonalPages } from './personal-pages.ts';

const pageParams = z.object({ slug: slugSchema });
const trayParams = pageParams.extend({ nodeId: nodeIdSchema });

/** Pages, catalogue and releases as a person may have them: /pages, /catalogue, /releases/:portlet */
export function addPageRoutes(
  router: Router,
  o: {
    personalPages: PersonalPages;
    registry: Registry;
    factsOf: ReleaseFactsOf;
    containReleases: ContainReleases;
  },
): void {
  const { personalPages, registry, factsOf } = o;

  router.get('/pages', async (ctx) => {
    ctx.body = await personalPages.list(viewerOf(ctx));
  });

  router.get(
    '/pages/:slug',
    withInput({ params: pageParams }, async (ctx) => {
      ctx.body = await personalPages.get(viewerOf(ctx), ctx.input.params.slug);
    }),
  );

  router.patch(
    '/pages/:slug/changes',
    withInput({ params: pageParams, body: saveChangesSchema }, async (ctx) => {
      const { params, body } = ctx.input;
      ctx.body = await personalPages.change(viewerOf(ctx), params.slug, body);
    }),
  );

  router.delete(
    '/pages/:slug/changes',
    withInput({ params: pageParams }, async (ctx) => {
      ctx.body = await personalPages.reset(viewerOf(ctx), ctx.input.params.slug);
    }),
  );

  router.delete(
    '/pages/:slug/tray/:nodeId',
    withInput({ params: trayParams }, async (ctx) => {
      const { slug, nodeId } = ctx.input.params;
      ctx.body = await personalPages.discard(viewerOf(ctx), slug, nodeId);
    }),
  );

  router.get('/catalogue', async (ctx) => {
    const viewer = viewerOf(ctx);
    const measured = await factsOf();
    ctx.body = [...(await registry.releasesFor(viewer)).values()]
      .filter((release) => mayUsePortlet(viewer, release.descriptor))
      .map((release) => ({
        ...presentCatalogueEntry(release),
        facts: { bytes: release.bytes, ...measured(release.name, release.version) },
      }));
  });

  router.get('/releases/:portlet', async (ctx) => {
    const release = await registry.releaseFor(ctx.params.portlet ?? '', viewerOf(ctx));
    if (!release) throw problem('not-found');
    ctx.body = (await o.containReleases({ [release.name]: presentRelease(release) }))[release.name];
  });
}
