import type { AudienceTokens } from './audience-tokens.ts';
import type { OwnCookie } from './cookies.ts';
import type { ProviderConnection } from './provider-connection.ts';
import type { RelyingPartySettings } from './relying-party-options.ts';
import type { Sessions } from './sessions.ts';
import type { LogoutTokenStore } from './stores/logout-token-store.ts';
import type { SessionStore } from './stores/session-store.ts';
import type { SignInStore } from './stores/sign-in-store.ts';
import type { TokenCipher } from './token-cipher.ts';

/** Everything that routes and middleware of one relying party share. */
export type RelyingPartyParts = {
  settings: RelyingPartySettings;
  cipher: TokenCipher;
  provider: ProviderConnection;
  sessionStore: SessionStore;
  signIns: SignInStore;
  logoutTokens: LogoutTokenStore;
  sessions: Sessions;
  audienceTokens: AudienceTokens;
  sessionCookie: OwnCookie;
  /** Ties a sign-in to the browser that began it (login CSRF, RFC 9700, 4.7). */
  browserCookie: OwnCookie;
};
