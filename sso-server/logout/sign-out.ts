import Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { paths } from '../provider/paths.ts';
import { createFormProof, type FormProof } from '../sign-in/form-proof.ts';
import { html } from '../sign-in/html.ts';
import { createPage, type Page } from '../sign-in/layout.ts';
import { localeOfPage } from '../sign-in/locale.ts';
import { inLocale } from '../sign-in/messages.ts';
import type { SignInParts } from '../sign-in/open-interaction.ts';
import { sendMessagePage } from '../sign-in/pages.ts';
import { requireOwnForm } from '../sign-in/same-site.ts';
import { allowFrames, type Frames, framesOf, sendLeavingPage } from './front-channel.ts';
import { readSignOutRequest, type SignOutRequest } from './sign-out-request.ts';

type OpSession = Awaited<ReturnType<SignInParts['provider']['Session']['get']>>;

/**
 * RP-initiated logout, in place of the library's: no session is made for strangers (S6), nobody waits for
 * relying parties (S3), and nothing posts itself with JavaScript.
 */
export function signOutRoutes(parts: SignInParts): Middleware {
  const router = new Router({ sensitive: true });
  const proof = createFormProof(parts.config.secret, 'sign-out');
  router.get(paths.endSession, begin(parts, proof));
  router.post(paths.endSession, begin(parts, proof));
  router.post(`${paths.endSession}/confirm`, requireOwnForm(parts.config.publicUrl), confirm(parts, proof));
  router.get(paths.signedOut, signedOut(parts));
  // The library's own page of this name is not used.
  router.get(`${paths.endSession}/success`, signedOut(parts));
  return router.routes() as Middleware;
}

function begin(parts: SignInParts, proof: FormProof): Middleware {
  return async (ctx) => {
    const request = await readSignOutRequest(ctx, parts);
    const session = await parts.provider.Session.get(ctx);
    const page = createPage(ctx, parts.config, localeOfPage(ctx, request.uiLocales));
    if (!session.accountId) {
      if (request.mistake) refuse(page, request.mistake);
      else leave(ctx, request);
    } else if (isSilent(request, session)) {
      leavePage(page, request, await end(ctx, parts, session));
    } else {
      sendConfirmPage(page, request, proof.of(session.uid));
    }
  };
}

function confirm(parts: SignInParts, proof: FormProof): Middleware {
  return async (ctx) => {
    const body = (ctx.request.body ?? {}) as { proof?: unknown; answer?: unknown };
    const request = await readSignOutRequest(ctx, parts);
    const session = await parts.provider.Session.get(ctx);
    const page = createPage(ctx, parts.config, localeOfPage(ctx, request.uiLocales));
    if (!session.accountId) {
      leave(ctx, request);
    } else if (body.answer === 'stay') {
      const { stayedTitle, stayed } = page.text;
      sendMessagePage(page, { title: stayedTitle, lead: stayed, actions: wayBack(page, request) });
    } else if (proof.matches(session.uid, body.proof)) {
      leavePage(page, request, await end(ctx, parts, session));
    } else {
      sendConfirmPage(page, request, proof.of(session.uid));
    }
  };
}

function signedOut(parts: SignInParts): Middleware {
  return async (ctx) => {
    const clientId = typeof ctx.query.client_id === 'string' ? ctx.query.client_id : undefined;
    const party = clientId === undefined ? undefined : await parts.services.relyingParties.find(clientId);
    const page = createPage(ctx, parts.config, localeOfPage(ctx));
    sendSignedOutPage(page, { party }, []);
  };
}

/** No question for whoever shows an ID token of this very person, or is a system of our own that she opened. */
function isSilent(request: SignOutRequest, session: OpSession): boolean {
  if (request.mistake) return false;
  if (request.hintSub !== undefined) return request.hintSub === session.accountId;
  const { party } = request;
  return party?.isFirstParty === true && session.sidFor(party.clientId) !== undefined;
}

/** Nothing here waits for another system. @returns the systems that only her browser can tell */
async function end(ctx: Context, { provider, services }: SignInParts, session: OpSession): Promise<Frames> {
  const request = { ip: ctx.ip, userAgent: ctx.get('user-agent'), hasPage: true };
  const ended = await services.ender.end(session.uid, 'signed-out', request);
  ctx.cookies.set(provider.cookieName('session'), null, { signed: true, httpOnly: true, sameSite: 'lax' });
  return ended?.frames ?? [];
}

/** Where the person goes now, over a page with frames when systems have front-channel logout only. */
function leavePage(page: Page, request: SignOutRequest, frames: Frames): void {
  if (frames.length === 0) leave(page.ctx, request);
  else if (request.redirectUri === undefined) sendSignedOutPage(page, request, frames);
  else sendLeavingPage(page, { frames, next: targetOf(request) });
}

function leave(ctx: Context, request: SignOutRequest): void {
  ctx.status = 303;
  ctx.redirect(targetOf(request));
}

function targetOf({ redirectUri, state, party }: SignOutRequest): string {
  if (redirectUri === undefined) {
    return party ? `${paths.signedOut}?client_id=${encodeURIComponent(party.clientId)}` : paths.signedOut;
  }
  const target = new URL(redirectUri);
  if (state !== undefined) target.searchParams.set('state', state);
  return target.href;
}

function sendSignedOutPage(page: Page, { party }: Pick<SignOutRequest, 'party'>, frames: Frames): void {
  sendMessagePage(page, {
    title: page.text.signedOutTitle,
    lead: page.text.signedOut,
    actions: html`${wayBack(page, { party })}${framesOf(page, frames)}`,
    back: paths.signedOut,
  });
  if (frames.length > 0) allowFrames(page, frames);
}

function refuse(page: Page, mistake: string): void {
  sendMessagePage(page, {
    title: page.text.errorTitle,
    lead: page.text.errorClient,
    code: mistake,
    status: 400,
  });
}

function sendConfirmPage(page: Page, request: SignOutRequest, proof: string): void {
  const { text } = page;
  const kept = {
    proof,
    client_id: request.party?.clientId,
    post_logout_redirect_uri: request.redirectUri,
    state: request.state,
  };
  const fields = Object.entries(kept).map(
    ([name, value]) => value !== undefined && html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const actions = html`<form class="actions" method="post" action="${paths.endSession}/confirm">${fields}
<button class="button" type="submit" id="sign-out" name="answer" value="sign-out">${text.signOut}</button>
<button class="button plain" type="submit" id="stay" name="answer" value="stay">${text.stay}</button></form>`;
  const { mistake } = request;
  sendMessagePage(page, {
    title: text.signOutTitle,
    lead: mistake ? text.signOutMismatch : text.signOutQuestion,
    actions,
    ...(mistake === undefined ? {} : { code: mistake, status: 400 }),
  });
}

function wayBack(page: Page, { party }: Pick<SignOutRequest, 'party'>) {
  const portal = html`<a class="button" href="${page.config.portalUrl}">${page.text.backToPortal}</a>`;
  if (!party?.url) return portal;
  const name = page.text.returnTo(inLocale(party.name, page.locale));
  return html`${portal}<a class="button plain" href="${party.url}">${name}</a>`;
}
