import { authorizationCodeGrant, type Configuration, fetchUserInfo, type IDToken } from 'openid-client';
import { answerWithPage } from '../../plain-pages.ts';
import { isInvalidGrant, providerFailureFields } from '../../provider-failure.ts';
import type { RelyingPartyParts } from '../../relying-party-parts.ts';
import { personClaims } from '../../rp-session.ts';
import type { SignInRow } from '../../stores/sign-in-store.ts';
import { type SignInSecrets, signInPath } from '../begin-sign-in.ts';
import type { CallbackState, CallbackStep } from './callback-step.ts';
import { beginAgain } from './read-state.ts';

/** Code and PKCE verifier for tokens; reads from the ID token who signed in (OpenID Connect Core 1.0, 3.1.3). */
export const exchangeCode: CallbackStep = async (parts, callback, ctx) => {
  const { signIn, provider } = callback;
  if (!signIn || !provider) return 'go-on';
  const secrets = parts.cipher.open(signIn.sealed_secrets, signIn.state_key) as SignInSecrets | undefined;
  if (!secrets) return await beginAgain(parts, ctx, signIn);
  const { state } = ctx.query;
  // The public URL, not the request's: behind a proxy they differ, and the redirect URI must be the registered one.
  const answeredAt = new URL(`${parts.settings.redirectUri}${ctx.search}`);
  try {
    const answer = await authorizationCodeGrant(provider.configuration, answeredAt, {
      expectedState: String(state),
      expectedNonce: secrets.nonce,
      pkceCodeVerifier: secrets.codeVerifier,
      idTokenExpected: true,
    });
    callback.person = await readPerson(parts, provider.configuration, answer);
    return 'go-on';
  } catch (error) {
    parts.settings.log.warn('code-exchange-failed', providerFailureFields(error));
    if (isInvalidGrant(error)) return await beginAgain(parts, ctx, signIn, 'sign-in-failed');
    return answerFailure(ctx, signIn, error);
  }
};

type TokenAnswer = Awaited<ReturnType<typeof authorizationCodeGrant>>;

async function readPerson(
  { settings }: RelyingPartyParts,
  configuration: Configuration,
  answer: TokenAnswer,
): Promise<CallbackState['person']> {
  const idToken = answer.claims();
  if (!idToken || !answer.id_token) throw new Error('The provider sent no ID token.');
  const { sid } = idToken;
  if (typeof sid !== 'string')
    throw new Error('The ID token has no sid: back-channel logout could not reach us.');
  return {
    sub: idToken.sub,
    sid,
    claims: personClaims(await allClaims(configuration, idToken, answer.access_token)),
    tokens: {
      accessToken: answer.access_token,
      idToken: answer.id_token,
      ...(answer.refresh_token !== undefined && { refreshToken: answer.refresh_token }),
    },
    tokenExpiresAt: settings.clock() + (answer.expiresIn() ?? 60) * 1000,
  };
}

// OpenID Connect Core, 5.4: a provider may keep profile claims for the userinfo endpoint.
async function allClaims(configuration: Configuration, idToken: IDToken, accessToken: string) {
  if (idToken.name !== undefined || !configuration.serverMetadata().userinfo_endpoint) return idToken;
  return { ...idToken, ...(await fetchUserInfo(configuration, accessToken, idToken.sub)) };
}

function answerFailure(ctx: Parameters<CallbackStep>[2], signIn: SignInRow, error: unknown): 'answered' {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : undefined;
  const isDown = error instanceof TypeError || (status !== undefined && status >= 500) || isTimeout(error);
  const page = isDown ? 'provider-unavailable' : 'sign-in-failed';
  answerWithPage(ctx, page, { href: signInPath(signIn.return_to) });
  return 'answered';
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'OAUTH_TIMEOUT';
}
