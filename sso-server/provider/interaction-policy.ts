import { interactionPolicy } from 'oidc-provider';
import { mayUse } from '../relying-parties/may-use.ts';
import type { RelyingPartyDirectory } from '../relying-parties/relying-party-directory.ts';
import { memberOf } from './account.ts';

const { Check, Prompt, base } = interactionPolicy;

/**
 * When a request stops at one of our pages: sign-in first, then the right to use the system (D6), then
 * consent where the system asked for it with prompt=consent.
 */
export function createInteractionPolicy(
  relyingParties: RelyingPartyDirectory,
): interactionPolicy.DefaultPolicy {
  const policy = base();
  policy
    .get('login')
    ?.checks.add(
      new Check(
        'account_gone',
        'the account can no longer be used',
        'login_required',
        (ctx) => ctx.oidc.session?.accountId !== undefined && ctx.oidc.account === undefined,
      ),
    );
  const right = new Prompt(
    { name: 'right', requestable: false },
    new Check('no_right', 'the person has no right to use this client', 'access_denied', async (ctx) => {
      const member = memberOf(ctx);
      const party = ctx.oidc.client && (await relyingParties.find(ctx.oidc.client.clientId));
      return !member || !party || !mayUse(member, party);
    }),
  );
  policy.add(right, 1);
  return policy;
}
