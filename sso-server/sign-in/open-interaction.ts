import type { Context } from 'koa';
import type { Provider } from 'oidc-provider';
import { findStaleInteraction } from '../adapter/stale-interactions.ts';
import type { SsoConfig } from '../config.ts';
import { paths } from '../provider/paths.ts';
import type { RelyingParty } from '../relying-parties/relying-party-directory.ts';
import type { Services } from '../services.ts';
import { createPage, type Page } from './layout.ts';
import { localeOfPage } from './locale.ts';
import { beginAgainLink, sendMessagePage } from './pages.ts';

export type SignInParts = { provider: Provider; services: Services; config: SsoConfig };
export type Interaction = InstanceType<Provider['Interaction']>;
export type Opened = { interaction: Interaction; page: Page; party: RelyingParty | undefined };

const uidPattern = /^[\w-]{10,64}$/;

/**
 * The interaction of this page and this browser. Its cookie is bound to the path of the page (S8), so tabs
 * do not disturb each other, and a page of somebody else cannot post into it. Undefined: answered already.
 */
export async function openInteraction(ctx: Context, parts: SignInParts): Promise<Opened | undefined> {
  const uid = String(ctx.params.uid);
  const cookie = ctx.cookies.get(parts.provider.cookieName('interaction'), { signed: true });
  const interaction = uidPattern.test(uid) ? await parts.provider.Interaction.find(uid) : undefined;
  if (!interaction || cookie !== uid) {
    await answerStale(ctx, parts, uid, interaction !== undefined);
    return undefined;
  }
  return {
    interaction,
    page: createPage(ctx, parts.config, localeOfPage(ctx, interaction.params.ui_locales)),
    party: await parts.services.relyingParties.find(String(interaction.params.client_id)),
  };
}

/** A tab that was left behind begins its request anew instead of ending at "session not found". */
async function answerStale(ctx: Context, parts: SignInParts, uid: string, isAlive: boolean): Promise<void> {
  const stale =
    isAlive || !uidPattern.test(uid) ? undefined : await findStaleInteraction(parts.services, uid);
  if (stale?.state === 'finished') {
    restart(ctx, stale.query);
    return;
  }
  const page = createPage(ctx, parts.config, localeOfPage(ctx));
  const { text } = page;
  if (stale) {
    sendMessagePage(page, {
      title: text.expiredTitle,
      lead: text.expired,
      actions: beginAgainLink(page, stale.query),
      code: 'interaction_expired',
      status: 410,
      back: paths.interaction(uid),
    });
    return;
  }
  sendMessagePage(page, {
    title: text.missingPageTitle,
    lead: text.missingPage,
    code: 'interaction_not_found',
    status: 404,
  });
}

export function restart(ctx: Context, query: string): void {
  ctx.status = 303;
  ctx.redirect(`${paths.authorization}?${query}`);
}

/** Who has just signed in, has chosen: she is not asked again. */
function chosenAccount(interaction: Interaction, result: NonNullable<Interaction['result']>) {
  const isAsked = String(interaction.params.prompt ?? '')
    .split(' ')
    .includes('select_account');
  return isAsked && result.login ? { select_account: {} } : {};
}

/** Back to the provider, which goes on with the request. */
export async function finishInteraction(
  ctx: Context,
  interaction: Interaction,
  result: NonNullable<Interaction['result']>,
): Promise<void> {
  interaction.result =
    'error' in result
      ? result
      : { ...interaction.lastSubmission, ...result, ...chosenAccount(interaction, result) };
  await interaction.persist();
  ctx.status = 303;
  ctx.redirect(interaction.returnTo);
}
