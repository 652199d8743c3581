import type { Middleware } from 'koa';
import { sendDuePassword } from '../accounts/pages/due-password.ts';
import { toQuery } from '../adapter/stale-interactions.ts';
import { type Opened, openInteraction, restart, type SignInParts } from './open-interaction.ts';
import { sendConsentPage, sendMessagePage, sendNoRightPage, sendSignInPage } from './pages.ts';
import { sendSelectAccountPage } from './select-account.ts';

/** GET: the page for whatever the provider asks of the person. */
export function showInteraction(parts: SignInParts): Middleware {
  return async (ctx) => {
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
      showSignIn(opened, known?.username);
      return;
    }
    if (interaction.prompt.name === 'select_account' && !session.accountId) {
      showSignIn(opened, undefined);
      return;
    }
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
    const details = { uid: interaction.uid, party, member, scope: String(interaction.params.scope ?? '') };
    if (interaction.prompt.name === 'right') sendNoRightPage(opened.page, details);
    else if (interaction.prompt.name === 'select_account') sendSelectAccountPage(opened.page, details);
    else if (interaction.prompt.name === 'consent') sendConsentPage(opened.page, details);
    else sendUnknownPrompt(opened);
  };
}

const isOnlyForSession = (reasons: string[]) => reasons.every((reason) => reason === 'no_session');

const again = new Set(['login_prompt', 'max_age']);

function showSignIn({ interaction, page, party }: Opened, knownUsername: string | undefined): void {
  const isAgain =
    knownUsername !== undefined && interaction.prompt.reasons.some((reason) => again.has(reason));
  const hint = interaction.params.login_hint ?? (isAgain ? knownUsername : undefined);
  sendSignInPage(page, {
    uid: interaction.uid,
    party,
    username: typeof hint === 'string' ? hint.slice(0, 64) : '',
    isAgain,
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
