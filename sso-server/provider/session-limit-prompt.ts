import { interactionPolicy } from 'oidc-provider';
import { sessionLimitPrompt } from '../sessions/limit-pages.ts';
import type { SessionLimit } from '../sessions/session-limit.ts';
import type { LoadExistingGrant } from './existing-grant.ts';

const { Check, Prompt } = interactionPolicy;

/**
 * After everything that proves who she is, so that half a sign-in ends nobody's session: is there a place for this
 * session? Until then it opens nothing, and no grant was loaded for it; once it has a place, that is made up for.
 */
export function createSessionLimitPrompt(o: {
  sessionLimit: SessionLimit;
  loadExistingGrant: LoadExistingGrant;
}): interactionPolicy.Prompt {
  const check = new Check(
    'session_limit',
    'the person is signed in as often as allowed',
    'interaction_required',
    async (ctx) => {
      const { session } = ctx.oidc;
      if (!session?.accountId) return false;
      const { uid, accountId } = session;
      if (await o.sessionLimit.hasPlace({ uid, accountId })) return false;
      if (!(await o.sessionLimit.admits(ctx, { uid, accountId }))) return true;
      const grant = await o.loadExistingGrant(ctx);
      if (grant) {
        ctx.oidc.entity('Grant', grant);
        if (ctx.oidc.client) session.grantIdFor(ctx.oidc.client.clientId, grant.jti);
      }
      return false;
    },
  );
  return new Prompt({ name: sessionLimitPrompt, requestable: false }, check);
}
