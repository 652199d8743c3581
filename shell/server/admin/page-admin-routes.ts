import type Router from '@koa/router';
import { createPageSchema, idSchema, saveDraftSchema, updatePageSchema } from '@yimen/shell-contract/schemas';
import type { Context } from 'koa';
import { z } from 'zod';
import { expectedRevision, setRevision } from '../http/entity-tag.ts';
import { withInput } from '../http/with-input.ts';
import { inTreeOrder } from '../pages/page-tree.ts';
import type { Registry } from '../registry/registry.ts';
import type { PageRow, PageStore } from '../stores/page-store.ts';
import type { PageVersionStore } from '../stores/page-version-store.ts';
import type { PageAdministration } from './page-administration.ts';
import type { PagePublishing } from './page-publishing.ts';
import { presentAdminPage, presentAdminPageDetail, presentVersion } from './present-admin-page.ts';
import { administratorOf } from './require-administrator.ts';

const pageParams = z.object({ id: idSchema });
const versionParams = pageParams.extend({ version: z.coerce.number().int().min(1) });

type Parts = {
  pages: PageStore;
  versions: PageVersionStore;
  registry: Registry;
  administration: PageAdministration;
  publishing: PagePublishing;
};

/** /pages and below, for administrators. */
export function addPageAdminRoutes(router: Router, parts: Parts): void {
  const { pages, administration } = parts;

  router.get('/pages', async (ctx) => {
    ctx.body = inTreeOrder((await pages.all()).map(presentAdminPage));
  });

  router.post(
    '/pages',
    withInput({ body: createPageSchema }, async (ctx) => {
      const row = await administration.create(ctx.input.body);
      ctx.status = 201;
      ctx.set('Location', `/api/admin/pages/${row.id}`);
      await answer(parts, ctx, row);
    }),
  );

  router.get(
    '/pages/:id',
    withInput({ params: pageParams }, async (ctx) => {
      await answer(parts, ctx, await administration.require(ctx.input.params.id));
    }),
  );

  router.patch(
    '/pages/:id',
    withInput({ params: pageParams, body: updatePageSchema }, async (ctx) => {
      const { params, body } = ctx.input;
      await answer(parts, ctx, await administration.update(params.id, body, expectedRevision(ctx)));
    }),
  );

  router.delete(
    '/pages/:id',
    withInput({ params: pageParams }, async (ctx) => {
      await administration.remove(ctx.input.params.id, expectedRevision(ctx));
      ctx.status = 204;
    }),
  );
  addVersionRoutes(router, parts);
}

function addVersionRoutes(router: Router, parts: Parts): void {
  const { versions, administration, publishing } = parts;

  router.put(
    '/pages/:id/draft',
    withInput({ params: pageParams, body: saveDraftSchema }, async (ctx) => {
      const { params, body } = ctx.input;
      await answer(parts, ctx, await publishing.saveDraft(params.id, body.nodes, expectedRevision(ctx)));
    }),
  );

  router.post(
    '/pages/:id/publish',
    withInput({ params: pageParams }, async (ctx) => {
      const { id } = ctx.input.params;
      await answer(parts, ctx, await publishing.publish(id, administratorOf(ctx), expectedRevision(ctx)));
    }),
  );

  router.get(
    '/pages/:id/versions',
    withInput({ params: pageParams }, async (ctx) => {
      const { id } = await administration.require(ctx.input.params.id);
      ctx.body = (await versions.all(id)).map(presentVersion);
    }),
  );

  router.post(
    '/pages/:id/versions/:version/restore',
    withInput({ params: versionParams }, async (ctx) => {
      const { id, version } = ctx.input.params;
      await answer(parts, ctx, await publishing.restore(id, version, expectedRevision(ctx)));
    }),
  );
}

/** Every answer about one page is its whole detail, so that the composer need not ask again. */
async function answer({ versions, registry }: Parts, ctx: Context, row: PageRow): Promise<void> {
  const published = row.version > 0 ? await versions.find(row.id, row.version) : undefined;
  setRevision(ctx, row.revision);
  ctx.body = presentAdminPageDetail(row, published?.nodes_json ?? [], await registry.live());
}
