import type { Context } from 'koa';
import {
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client';
import { isOpaqueId, keyOf, newOpaqueId } from '../opaque-id.ts';
import { answerWithPage } from '../plain-pages.ts';
import type { ConnectedProvider } from '../provider-connection.ts';
import { providerFailureFields } from '../provider-failure.ts';
import type { RelyingPartyParts } from '../relying-party-parts.ts';
import { goTo } from './go-to.ts';

/** What must come back unharmed between the redirect to the provider and the callback. */
export type SignInSecrets = { nonce: string; codeVerifier: string };

/** Rows of sign-ins are kept this long, so that a stale tab still finds where its person wanted to go. */
export const KEEP_SIGN_INS_MS = 24 * 3_600_000;

/** Where sign-in begins. @param returnTo path and query of the page to come back to */
export function signInPath(returnTo: string): string {
  return `/auth/sign-in?return_to=${encodeURIComponent(returnTo)}`;
}

/** Sends the browser to the OpenID Provider: code + PKCE + state + nonce, one row per state. */
export async function beginSignIn(
  parts: RelyingPartyParts,
  ctx: Context,
  o: { returnTo: string; attempt: number; acrValues?: string | undefined },
): Promise<void> {
  const { settings, cipher, signIns } = parts;
  ctx.set('Cache-Control', 'no-store');
  const provider = await reach(parts);
  if (!provider) return answerWithPage(ctx, 'provider-unavailable', { href: signInPath(o.returnTo) });
  const state = newOpaqueId();
  const secrets: SignInSecrets = { nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
  const now = settings.clock();
  await signIns.removeOlderThan(now - KEEP_SIGN_INS_MS);
  await signIns.insert({
    state_key: keyOf(state),
    browser_key: keyOf(browserId(parts, ctx)),
    sealed_secrets: cipher.seal(secrets, keyOf(state)),
    return_to: o.returnTo,
    attempt: o.attempt,
    created_at: now,
  });
  const url = buildAuthorizationUrl(provider.configuration, {
    redirect_uri: settings.redirectUri,
    scope: settings.scopes.join(' '),
    state,
    nonce: secrets.nonce,
    code_challenge: await calculatePKCECodeChallenge(secrets.codeVerifier),
    code_challenge_method: 'S256',
    ...(o.acrValues !== undefined && { acr_values: o.acrValues }),
  });
  goTo(ctx, url.href);
}

async function reach({ provider, settings }: RelyingPartyParts): Promise<ConnectedProvider | undefined> {
  try {
    return await provider.get();
  } catch (error) {
    settings.log.warn('discovery-failed', providerFailureFields(error));
    return undefined;
  }
}

function browserId({ browserCookie }: RelyingPartyParts, ctx: Context): string {
  const known = browserCookie.read(ctx);
  if (known !== undefined && isOpaqueId(known)) return known;
  const id = newOpaqueId();
  browserCookie.write(ctx, id);
  return id;
}
