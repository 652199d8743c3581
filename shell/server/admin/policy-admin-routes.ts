import type Router from '@koa/router';
import type { Caller } from '@yimen/service-kit';
import { policyParamsSchema, savePolicySchema } from '@yimen/shell-contract/schemas';
import { withInput } from '../http/with-input.ts';
import type { SavePolicy } from '../registry/states/save-policy.ts';
import type { ReleasePolicyStore } from '../stores/release-policy-store.ts';
import { administratorOf } from './require-administrator.ts';

/** /release-policies: what becomes of new releases. An installation says with it whom it trusts. */
export function addPolicyAdminRoutes(
  router: Router,
  { policies, savePolicy }: { policies: ReleasePolicyStore; savePolicy: SavePolicy },
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
        const caller: Caller | undefined = ctx.state.caller;
        const kind = caller?.isService ? 'client' : 'person';
        const id = administratorOf(ctx);
        await savePolicy({ kind, id, name: caller?.name ?? null, roles: [] }, params, body);
      }
      ctx.status = 204;
    }),
  );
}
