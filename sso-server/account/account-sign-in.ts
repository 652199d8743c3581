import { createHash, randomBytes } from 'node:crypto';
import Router from '@koa/router';
import type { AcrValue } from '@yimen/service-kit';
import type { Context, Middleware } from 'koa';
import { paths } from '../provider/paths.ts';
import { accountClientId, accountSignedInUri } from '../relying-parties/account-party.ts';
import { createPage } from '../sign-in/layout.ts';
import { localeOfPage } from '../sign-in/locale.ts';
import type { SignInParts } from '../sign-in/open-interaction.ts';
import { sendMessagePage } from '../sign-in/pages.ts';
import { type AccountSection, accountSections } from './account-frame.ts';
import { accountMessages } from './account-messages.ts';

/**
 * An authorization request like that of any system, so that everything that can stand between a person and a session
 * stands here too: a password that is due, a second factor, the limit of sessions. What counts is the session that
 * comes of it: nobody keeps the code verifier, so the code opens nothing.
 */
export function beginAccountSignIn(
  ctx: Context,
  { config }: SignInParts,
  { section, acr }: { section: AccountSection; acr?: AcrValue },
): void {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: accountClientId,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: accountSignedInUri(config.issuer),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: section,
    ...(acr !== undefined && { acr_values: acr }),
  });
  ctx.status = 303;
  ctx.redirect(`${paths.authorization}?${query}`);
}

/** GET /account/signed-in: on to the page that she wanted. */
export function accountSignInRoutes(parts: SignInParts): Middleware {
  const router = new Router({ sensitive: true });
  router.get(paths.account, (ctx) => {
    ctx.status = 303;
    ctx.redirect(paths.ownSessions);
  });
  router.get(paths.accountSignedIn, async (ctx) => {
    const session = await parts.provider.Session.get(ctx);
    // A name of ours, not an address: nobody is led elsewhere.
    const section = Object.entries(accountSections).find(([name]) => name === ctx.query.state);
    // With an error she would come back here without end: the page asks for what could not be had.
    if (session.accountId && section && ctx.query.error === undefined) {
      ctx.status = 303;
      ctx.redirect(section[1]);
      return;
    }
    const page = createPage(ctx, parts.config, localeOfPage(ctx));
    const { signInFailedTitle: title, signInFailed: lead } = accountMessages[page.locale];
    const { error } = ctx.query;
    const code = typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : 'login_required';
    sendMessagePage(page, { title, lead, code, status: 401 });
  });
  return router.routes() as Middleware;
}
