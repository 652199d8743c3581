import type { Database } from '@yimen/database';
import type { Middleware } from 'koa';
import { createAudienceTokens, type TokenTarget } from './audience-tokens.ts';
import { createBaseTokens } from './base-tokens.ts';
import { ownCookie } from './cookies.ts';
import { loadSession } from './middleware/load-session.ts';
import { requireSession } from './middleware/require-session.ts';
import { connectProvider } from './provider-connection.ts';
import { type RelyingPartyOptions, type RelyingPartySettings, settingsOf } from './relying-party-options.ts';
import type { RelyingPartyParts } from './relying-party-parts.ts';
import { authRoutes } from './routes/auth-routes.ts';
import type { RpSession } from './rp-session.ts';
import { createSessions } from './sessions.ts';
import { createLogoutTokenStore } from './stores/logout-token-store.ts';
import { createSessionStore } from './stores/session-store.ts';
import { createSignInStore } from './stores/sign-in-store.ts';
import type { RelyingPartyTables } from './tables.ts';
import { createTokenCipher } from './token-cipher.ts';

/** Sign-in with an OpenID Provider for a Koa application. */
export type RelyingParty = {
  /** GET /auth/sign-in, /auth/callback, /auth/signed-out; POST /auth/sign-out, /auth/back-channel-logout. */
  routes(): Middleware;
  /** Sets `ctx.state.session` when the request has a live session. */
  loadSession(): Middleware;
  /** Sends pages to sign-in and answers API calls with 401 `session-ended` or `sign-in-required`. */
  requireSession(): Middleware;
  /**
   * An access token for another service on behalf of the session's person (RFC 8693), cached until shortly before its
   * end.
   *
   * @throws problem `session-ended` (the session is over, everywhere), `forbidden` (not for this person or client),
   * `service-unavailable` (the provider cannot be reached)
   */
  accessToken(session: RpSession, target: TokenTarget): Promise<string>;
  /** Calls the listener with the key of every session that ends, in whatever process. Returns the undo. */
  subscribeSessionEnd(listener: (sessionKey: string) => void): () => void;
};

/**
 * Makes a relying party (OpenID Connect Core 1.0: code flow with PKCE; RP-Initiated and Back-Channel Logout 1.0).
 *
 * It does not wait for the OpenID Provider: discovery happens at the first sign-in, and again after a failure.
 *
 * @throws when the secret is too short or the public URL has a path
 */
export async function createRelyingParty(o: RelyingPartyOptions): Promise<RelyingParty> {
  const settings = settingsOf(o);
  const parts = assemble(o, settings);
  parts.sessions.subscribeEnd(parts.audienceTokens.forget);
  const load = loadSession(parts);
  return {
    routes: () => authRoutes(parts, { loadSession: load, signedOutPage: o.signedOutPage }),
    loadSession: () => load,
    requireSession: () => requireSession(parts),
    accessToken: (session, target) => parts.audienceTokens.get(session.key, target),
    subscribeSessionEnd: parts.sessions.subscribeEnd,
  };
}

function assemble(o: RelyingPartyOptions, settings: RelyingPartySettings): RelyingPartyParts {
  const db: Database<RelyingPartyTables> = o.db;
  const cipher = createTokenCipher(settings.secret);
  const provider = connectProvider(settings);
  const store = createSessionStore(db);
  const logoutTokens = createLogoutTokenStore(db);
  const sessions = createSessions({
    db,
    store,
    logoutTokens,
    cipher,
    settings,
    ...(o.onSessionEnd && { onSessionEnd: o.onSessionEnd }),
  });
  const base = createBaseTokens({ store, sessions, cipher, provider, settings });
  const { cookieName, publicUrl } = settings;
  return {
    settings,
    cipher,
    provider,
    sessionStore: store,
    signIns: createSignInStore(db),
    logoutTokens,
    sessions,
    audienceTokens: createAudienceTokens({ base, sessions, provider, settings }),
    sessionCookie: ownCookie({ name: cookieName, publicUrl }),
    browserCookie: ownCookie({ name: `${cookieName}_browser`, publicUrl, path: '/auth' }),
  };
}
