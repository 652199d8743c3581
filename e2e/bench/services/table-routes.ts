import Router from '@koa/router';
import { validate } from '@yimen/service-kit';
import type { Middleware } from 'koa';
import { z } from 'zod';
import { tableRows } from './table-rows.ts';

/** GET /api/tables/:component: what the portlets' service and the monolith both answer. */
export function tableRoutes(): Middleware {
  const router = new Router();
  const params = z.object({ component: z.string().regex(/^\d{2}$/) });
  router.get('/api/tables/:component', validate({ params }), async (ctx) => {
    ctx.body = tableRows(ctx.input.params.component);
  });
  return router.routes() as unknown as Middleware;
}
