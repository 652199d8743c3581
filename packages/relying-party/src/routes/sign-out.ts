import { problem } from '@yimen/problem';
import type { Context, Middleware } from 'koa';
import { buildEndSessionUrl } from 'openid-client';
import { answerWithPage } from '../plain-pages.ts';
import { providerFailureFields } from '../provider-failure.ts';
import type { RelyingPartyParts } from '../relying-party-parts.ts';
import type { RpSession } from '../rp-session.ts';
import { isSameOrigin } from '../same-origin.ts';
import { goTo } from './go-to.ts';

/** POST /auth/sign-out, by a form of this origin (303) or by fetch (`{ location }`). */
export function signOut(parts: RelyingPartyParts): Middleware {
  return async (ctx) => {
    if (!isSameOrigin(ctx, parts.settings.publicUrl)) throw problem('cross-site-request');
    const session: RpSession | undefined = ctx.state.session;
    // The hint is in the row: read it before the row goes. The own session ends first, whatever the provider does.
    const idToken = parts.settings.sendIdTokenHint && session ? await idTokenOf(parts, session) : undefined;
    if (session) await parts.sessions.end(session.key, 'sign-out');
    parts.sessionCookie.clear(ctx);
    answer(ctx, await endSessionLocation(parts, idToken));
  };
}

/** GET /auth/signed-out */
export function signedOut(): Middleware {
  return (ctx) => {
    answerWithPage(ctx, ctx.query.only === 'here' ? 'signed-out-here' : 'signed-out', { href: '/' });
  };
}

async function idTokenOf({ sessionStore, sessions }: RelyingPartyParts, session: RpSession) {
  const row = await sessionStore.find(session.key);
  return row && sessions.openTokens(row)?.idToken;
}

// OpenID Connect RP-Initiated Logout 1.0, 2: the client is named by client_id, which openid-client adds, or by the hint.
async function endSessionLocation(parts: RelyingPartyParts, idToken: string | undefined): Promise<string> {
  try {
    const { configuration } = await parts.provider.get();
    return buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: parts.settings.signedOutUri,
      ...(idToken !== undefined && { id_token_hint: idToken }),
    }).href;
  } catch (error) {
    parts.settings.log.warn('end-session-unavailable', providerFailureFields(error));
    return '/auth/signed-out?only=here';
  }
}

function answer(ctx: Context, location: string): void {
  ctx.set('Cache-Control', 'no-store');
  if (ctx.get('x-yimen-request') !== '' || ctx.accepts('html', 'json') === 'json') ctx.body = { location };
  else goTo(ctx, location);
}
