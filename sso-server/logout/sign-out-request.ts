import { decodeJwt } from 'jose';
import type { Context } from 'koa';
import type { Provider } from 'oidc-provider';
import { z } from 'zod';
import type { RelyingParty } from '../relying-parties/relying-party-directory.ts';
import type { Services } from '../services.ts';

const one = z.string().max(8000).optional();
const parameters = z.object({
  id_token_hint: one,
  client_id: one,
  post_logout_redirect_uri: one,
  state: one,
  ui_locales: one,
});

export type SignOutRequest = {
  party: RelyingParty | undefined;
  /** Whom the ID token was issued for, when it is ours and for that client. */
  hintSub: string | undefined;
  /** Set only when it is registered for the client. */
  redirectUri: string | undefined;
  state: string | undefined;
  uiLocales: string | undefined;
  /** A stable code for what does not fit, or undefined. */
  mistake: string | undefined;
};

/** OpenID Connect RP-Initiated Logout 1.0, section 2: reads and checks the request, GET or POST. */
export async function readSignOutRequest(
  ctx: Context,
  { provider, services }: { provider: Provider; services: Services },
): Promise<SignOutRequest> {
  const parsed = parameters.safeParse(ctx.method === 'POST' ? (ctx.request.body ?? {}) : { ...ctx.query });
  if (!parsed.success) return { ...empty, mistake: 'invalid_request' };
  const { id_token_hint, client_id, post_logout_redirect_uri, state, ui_locales: uiLocales } = parsed.data;
  const hint = id_token_hint === undefined ? undefined : await checkHint(provider, id_token_hint);
  const clientId = hint?.clientId ?? client_id;
  const party = clientId === undefined ? undefined : await services.relyingParties.find(clientId);
  const isKnownUri =
    post_logout_redirect_uri !== undefined &&
    party?.postLogoutRedirectUris.includes(post_logout_redirect_uri);
  let mistake: string | undefined;
  if (id_token_hint !== undefined && !hint) mistake = 'invalid_id_token_hint';
  else if (hint && client_id !== undefined && client_id !== hint.clientId) mistake = 'client_id_mismatch';
  else if (clientId !== undefined && !party) mistake = 'unknown_client';
  else if (post_logout_redirect_uri !== undefined && !isKnownUri)
    mistake = 'post_logout_redirect_uri_not_registered';
  return {
    party,
    hintSub: hint?.sub,
    redirectUri: isKnownUri && !mistake ? post_logout_redirect_uri : undefined,
    state,
    uiLocales,
    mistake,
  };
}

const empty = {
  party: undefined,
  hintSub: undefined,
  redirectUri: undefined,
  state: undefined,
  uiLocales: undefined,
};

/** Our signature and audience count; an expired ID token is as good as a fresh one (section 2). */
async function checkHint(
  provider: Provider,
  hint: string,
): Promise<{ sub: string; clientId: string } | undefined> {
  try {
    const { aud } = decodeJwt(hint);
    const clientId = Array.isArray(aud) ? aud[0] : aud;
    const client = clientId === undefined ? undefined : await provider.Client.find(clientId);
    if (!client) return undefined;
    const { payload } = await provider.IdToken.validate(hint, client);
    return typeof payload.sub === 'string' ? { sub: payload.sub, clientId: client.clientId } : undefined;
  } catch {
    return undefined;
  }
}
