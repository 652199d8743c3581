import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { dueForSession } from '../accounts/due-for-session.ts';
import type { PasswordChanger } from '../accounts/password-changer.ts';
import type { RequirementStore } from '../factors/requirement-store.ts';
import { mayUse } from '../relying-parties/may-use.ts';
import type { RelyingPartyDirectory } from '../relying-parties/relying-party-directory.ts';
import type { SessionLimit } from '../sessions/session-limit.ts';
import { memberOf } from './account.ts';
import type { LoadExistingGrant } from './existing-grant.ts';
import { createFactorPrompt } from './factor-prompt.ts';
import { createSessionLimitPrompt } from './session-limit-prompt.ts';

const { Check, Prompt, base } = interactionPolicy;

type Parts = {
  relyingParties: RelyingPartyDirectory;
  passwords: PasswordChanger;
  requirements: RequirementStore;
  sessionLimit: SessionLimit;
  loadExistingGrant: LoadExistingGrant;
};

/**
 * When a request stops at one of our pages: sign-in first, then a password that is due for change, then the right to
 * use the system (D6), then the second factor where one is asked for, then a place for the session, then consent where
 * the system asked for it with prompt=consent.
 */
export function createInteractionPolicy({
  relyingParties,
  passwords,
  requirements,
  ...limit
}: Parts): interactionPolicy.DefaultPolicy {
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
  // Levels are reached step by step in a prompt of their own; the password alone would not raise them.
  for (const reason of ['essential_acr', 'essential_acrs']) policy.get('login')?.checks.remove(reason);
  policy.add(duePassword(passwords), 1);
  policy.add(right, 2);
  policy.add(createFactorPrompt(requirements), 3);
  policy.add(createSessionLimitPrompt(limit), 4);
  // Before sign-in: the page shows the form to whoever is not signed in, and that is the choice.
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 0);
  return policy;
}

/** The session exists by now, and opens nothing before the password has been changed. */
function duePassword(passwords: PasswordChanger): interactionPolicy.Prompt {
  // Both checks of a request ask the same.
  const asked = new WeakMap<KoaContextWithOIDC, ReturnType<PasswordChanger['dueFor']>>();
  const isDue = async (ctx: KoaContextWithOIDC, reason: 'required' | 'expired') => {
    const { session } = ctx.oidc;
    if (!session) return false;
    const due = asked.get(ctx) ?? dueForSession(passwords, session);
    asked.set(ctx, due);
    return (await due) === reason;
  };
  return new Prompt(
    { name: 'password', requestable: false },
    new Check('password_required', 'an initial password has to be changed', 'interaction_required', (ctx) =>
      isDue(ctx, 'required'),
    ),
    new Check('password_expired', 'the password has expired', 'interaction_required', (ctx) =>
      isDue(ctx, 'expired'),
    ),
  );
}
