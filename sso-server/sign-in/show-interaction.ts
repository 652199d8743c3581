import type { Context, Middleware } from 'koa';
import { sendDuePassword } from '../accounts/pages/due-password.ts';
import { toQuery } from '../adapter/stale-interactions.ts';
import { showFactor } from '../factors/pages/interaction-routes.ts';
import { factorPromptName } from '../provider/factor-prompt.ts';
import type { RelyingParty } from '../relying-parties/relying-party-directory.ts';
import { sessionLimitPrompt, showSessionLimit } from '../sessions/limit-pages.ts';
import { type Opened, openInteraction, restart, type SignInParts } from './open-interaction.ts';
import { asMemberInteraction, type MemberInteraction } from './open-member-interaction.ts';
import { sendConsentPage, sendMessagePage, sendNoRightPage, sendSignInPage } from './pages.ts';
import { sendSelectAccountPage } from './select-account.ts';
import { offersPasskey } from './sign-in-form.ts';

type Shown<Of> = { ctx: Context; parts: SignInParts; opened: Of };
type PromptPage =
  | { needs: 'nobody'; show(shown: Shown<Opened>): Promise<void> }
  | {
      needs: 'member';
      show(shown: Shown<MemberInteraction & { party: RelyingParty }>): Promise<void> | void;
    };

/**
 * The page of each prompt, in the order of the interaction policy. `member`: the session that the prompt was made for
 * is there and its person may sign in; else the request begins again.
 */
const promptPages: Readonly<Record<string, PromptPage>> = {
  select_account: { needs: 'nobody', show: showSelectAccount },
  login: { needs: 'nobody', show: showLogin },
  password: {
    needs: 'member',
    async show({ parts, opened }) {
      const person = await parts.services.people.find(opened.member.sub);
      if (person) await sendDuePassword(parts, opened, { person });
    },
  },
  right: { needs: 'member', show: ({ opened }) => sendNoRightPage(opened.page, detailsOf(opened)) },
  [factorPromptName]: {
    needs: 'member',
    show: ({ ctx, parts, opened }) => showFactor({ ctx, parts }, opened),
  },
  [sessionLimitPrompt]: {
    needs: 'member',
    show: ({ parts, opened }) => showSessionLimit(parts, opened, opened.session),
  },
  consent: { needs: 'member', show: ({ opened }) => sendConsentPage(opened.page, detailsOf(opened)) },
};

/** GET: the page for whatever the provider asks of the person. */
export function showInteraction(parts: SignInParts): Middleware {
  return async (ctx) => {
    const opened = await openInteraction(ctx, parts);
    if (!opened) return;
    const page = Object.hasOwn(promptPages, opened.interaction.prompt.name)
      ? promptPages[opened.interaction.prompt.name]
      : undefined;
    if (!page) {
      sendUnknownPrompt(opened);
      return;
    }
    if (page.needs === 'nobody') {
      await page.show({ ctx, parts, opened });
      return;
    }
    const own = await asMemberInteraction(ctx, parts, { opened });
    if (!own) return;
    const { party } = own;
    if (party) await page.show({ ctx, parts, opened: { ...own, party } });
    else restart(ctx, toQuery(own.interaction.params));
  };
}

const detailsOf = ({ interaction, party, member }: MemberInteraction & { party: RelyingParty }) => ({
  ...{ uid: interaction.uid, party, member },
  scope: String(interaction.params.scope ?? ''),
});

async function showLogin({ ctx, parts, opened }: Shown<Opened>): Promise<void> {
  const { interaction } = opened;
  const session = await parts.provider.Session.get(ctx);
  // Another tab has signed in meanwhile: this one just goes on.
  if (session.accountId && isOnlyForSession(interaction.prompt.reasons)) {
    restart(ctx, toQuery(interaction.params));
    return;
  }
  const known = session.accountId ? await parts.services.people.find(session.accountId) : undefined;
  showSignIn(opened, { knownUsername: known?.username, hasPasskey: await offersPasskey(parts) });
}

async function showSelectAccount({ ctx, parts, opened }: Shown<Opened>): Promise<void> {
  const session = await parts.provider.Session.get(ctx);
  if (!session.accountId) {
    showSignIn(opened, { knownUsername: undefined, hasPasskey: await offersPasskey(parts) });
    return;
  }
  const member = await parts.services.people.member(session.accountId);
  const { uid } = opened.interaction;
  if (member && opened.party) sendSelectAccountPage(opened.page, { uid, member });
  else restart(ctx, toQuery(opened.interaction.params));
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
