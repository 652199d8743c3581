import type { Middleware } from 'koa';
import { sendDuePassword } from '../accounts/pages/due-password.ts';
import { toQuery } from '../adapter/stale-interactions.ts';
import { showFactor } from '../factors/pages/interaction-routes.ts';
import { factorPromptName } from '../provider/factor-prompt.ts';
import { sessionLimitPrompt, showSessionLimit } from '../sessions/limit-pages.ts';
import { type Opened, openInteraction, restart, type SignInParts } from './open-interaction.ts';
import { sendConsentPage, sendMessagePage, sendNoRightPage, sendSignInPage } from './pages.ts';
import { sendSelectAccountPage } from './select-account.ts';
import { offersPasskey } from './sign-in-form.ts';

/** GET: the page for whatever the provider asks of the person. */
export function showInteraction(parts: SignInParts): Middleware {
  return async (ctx, next) => {
    const opened = await openInteraction(ctx, parts);
    if (!opened) return;
    const { interaction, party } = opened;
    const session = await parts.provider.Session.get(ctx);
    if (interaction.prompt.name === 'login') {
      // Another tab has signed in meanwhile: this one just goes on.
      if (session.accountId && isOnlyForSession(interaction.prompt.reasons)) {
        restart(ctx, toQuery(interaction.params));
        return;
      }
      const known = session.accountId ? await parts.services.people.find(session.accountId) : undefined;
      const hasPasskey = await offersPasskey(parts);
      showSignIn(opened, { knownUsername: known?.username, hasPasskey });
      return;
    }
    if (interaction.prompt.name === 'select_account' && !session.accountId) {
      showSignIn(opened, { knownUsername: undefined, hasPasskey: await offersPasskey(parts) });
      return;
    }
    if (interaction.prompt.name === factorPromptName) return showFactor(parts)(ctx, next);
    const member = session.accountId ? await parts.services.people.member(session.accountId) : undefined;
    if (!member || !party) {
      // Signed out in another tab while this page stood open.
      restart(ctx, toQuery(interaction.params));
      return;
    }
    if (interaction.prompt.name === 'password') {
      const person = await parts.services.people.find(member.sub);
      if (person) await sendDuePassword(parts, opened, { person });
      return;
    }
    if (interaction.prompt.name === sessionLimitPrompt) {
      await showSessionLimit(parts, opened, session);
      return;
    }
    const details = { uid: interaction.uid, party, member, scope: String(interaction.params.scope ?? '') };
    if (interaction.prompt.name === 'right') sendNoRightPage(opened.page, details);
    else if (interaction.prompt.name === 'select_account') sendSelectAccountPage(opened.page, details);
    else if (interaction.prompt.name === 'consent') sendConsentPage(opened.page, details);
    else sendUnknownPrompt(opened);
  };
}

const isOnlyForSession = (reasons: string[]) => reasons.every((reason) => reason === 'no_session');

const again = new Set(['login_prompt', 'max_age', 'factor_enrolment']);

function showSignIn(
  { interaction, page, party }: Opened,
  { knownUsername, hasPasskey }: { knownUsername: string | undefined; hasPasskey: boolean },
): void {
  const isAgain =
    knownUsername !== undefined && interaction.prompt.reasons.some((reason) => again.has(reason));
  const hint = interaction.params.login_hint ?? (isAgain ? knownUsername : undefined);
  sendSignInPage(page, {
    uid: interaction.uid,
    party,
    username: typeof hint === 'string' ? hint.slice(0, 64) : '',
    isAgain,
    hasPasskey,
  });
}

function sendUnknownPrompt({ page, interaction }: Opened): void {
  sendMessagePage(page, {
    title: page.text.errorTitle,
    lead: page.text.errorClient,
    code: `unsupported_prompt ${interaction.prompt.name}`,
    status: 400,
  });
}
