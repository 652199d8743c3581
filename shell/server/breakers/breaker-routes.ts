import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import { breakerActSchema, breakerParamsSchema } from '@yimen/shell-contract/schemas';
import { administratorOf } from '../admin/require-administrator.ts';
import { withInput } from '../http/with-input.ts';
import type { Breakers } from './breakers.ts';

type Parts = { breakers: Breakers; hasRelease: (portlet: string, version: string) => Promise<boolean> };

/** /breakers, for administrators: which releases are held back, and what to do about it. */
export function addBreakerRoutes(router: Router, { breakers, hasRelease }: Parts): void {
  router.get('/breakers', async (ctx) => {
    ctx.body = await breakers.list();
  });

  router.post(
    '/breakers/:portlet/:version',
    withInput({ params: breakerParamsSchema, body: breakerActSchema }, async (ctx) => {
      const { params, body } = ctx.input;
      if (!(await hasRelease(params.portlet, params.version)))
        throw problem('not-found', { detail: `no release ${params.portlet} ${params.version}` });
      ctx.body = await breakers.act(params, body.act, administratorOf(ctx));
    }),
  );
}
