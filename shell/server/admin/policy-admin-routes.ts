import type Router from '@koa/router';
import { policyParamsSchema, savePolicySchema } from '@yimen/shell-contract/schemas';
import { withInput } from '../http/with-input.ts';
import { answer } from '../registry/decisions/decision-routes.ts';
import type { Decisions } from '../registry/decisions/decisions.ts';
import type { ReleasePolicyStore } from '../stores/release-policy-store.ts';
import { administratorCaller } from './require-administrator.ts';

/** /release-policies: what becomes of new releases. An installation says with it whom it trusts. */
export function addPolicyAdminRoutes(
  router: Router,
  { policies, decisions }: { policies: ReleasePolicyStore; decisions: Decisions },
): void {
  router.get('/release-policies', async (ctx) => {
    ctx.body = (await policies.all()).map(({ kind, name, policy }) => ({ kind, name, policy }));
  });

  router.put(
    '/release-policies/:kind/:name',
    withInput({ params: policyParamsSchema, body: savePolicySchema }, async (ctx) => {
      const { params, body } = ctx.input;
      const isThere = (await policies.all()).some(
        ({ kind, name }) => kind === params.kind && name === params.name,
      );
      // RFC 9110, 13.1.2: whoever only wants to be the first leaves a later decision alone.
      if (!(isThere && ctx.get('if-none-match') === '*')) {
        const { kind: of, name } = params;
        const change = { kind: 'release-policy', of, name, policy: body.policy } as const;
        return answer(ctx, await decisions.decide(administratorCaller(ctx), change, body.reason));
      }
      ctx.status = 204;
    }),
  );
}
