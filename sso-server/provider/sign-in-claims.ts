import type { AccessToken, ClientCredentials, KoaContextWithOIDC } from 'oidc-provider';
import { acrOfLevel, sessionLevel } from '../factors/acr.ts';
import type { SessionStore } from '../sessions/session-store.ts';

type SignIn = { acr?: string | undefined; amr?: string[] | undefined; authTime?: number | undefined };

/**
 * How the person signed in, for access tokens (RFC 9068, 2.2.1). A code and a refresh token remember it; a traded
 * token says what the session has now, so that stepping up in one system counts in the services behind it.
 */
export async function signInClaims(
  { oidc }: KoaContextWithOIDC,
  token: AccessToken | ClientCredentials,
  sessions: Pick<SessionStore, 'findByUid'>,
): Promise<Record<string, unknown>> {
  const source: SignIn | undefined = oidc.entities.AuthorizationCode ?? oidc.entities.RefreshToken;
  if (token.kind === 'AccessToken' && token.gty === 'token_exchange' && token.sessionUid) {
    return signInClaimsOfSession(token.sessionUid, sessions);
  }
  return source ? { acr: source.acr, amr: source.amr, auth_time: source.authTime } : {};
}

/** The same of a session, for userinfo. */
export async function signInClaimsOfSession(
  uid: string,
  sessions: Pick<SessionStore, 'findByUid'>,
): Promise<Record<string, unknown>> {
  const session = await sessions.findByUid(uid);
  if (!session) return {};
  return {
    acr: acrOfLevel(sessionLevel(session.acr)),
    amr: session.amr_json ?? undefined,
    auth_time: session.login_ts ?? undefined,
  };
}
