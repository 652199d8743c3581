import * as client from 'openid-client';
import type { Browser } from './browser.ts';
import { passSecondFactor } from './second-factor.ts';

export const password = 'Correct-horse-9';
/** A shared machine may stand still for longer than the 30 s that a system would wait. */
export const discoveryOptions = { execute: [client.allowInsecureRequests], timeout: 120 };

export type RelyingPartyKit = {
  id: string;
  secret: string;
  redirectUri: string;
  configuration: client.Configuration;
};

export type Authorization = { url: string; verifier: string; state: string; nonce: string };

/** What a relying party sends the browser off with. */
export async function authorizationUrl(
  party: RelyingPartyKit,
  extra: Record<string, string> = {},
): Promise<Authorization> {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const target = client.buildAuthorizationUrl(party.configuration, {
    redirect_uri: party.redirectUri,
    scope: 'openid profile organisation',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...extra,
  });
  return { url: target.href, verifier, state, nonce };
}

/** What a relying party does at its callback, with every check that openid-client makes. */
export function exchangeCode(party: RelyingPartyKit, request: Authorization, callback: string) {
  return client.authorizationCodeGrant(party.configuration, new URL(callback), {
    pkceCodeVerifier: request.verifier,
    expectedState: request.state,
    expectedNonce: request.nonce,
    idTokenExpected: true,
  });
}

/** Opens a relying party, signing in when asked to, up to its tokens. */
export async function signIn(
  browser: Browser,
  party: RelyingPartyKit,
  { username = 'wangfang', secret = password, extra = {} as Record<string, string> } = {},
) {
  const request = await authorizationUrl(party, extra);
  let visit = await browser.open(request.url);
  if (visit.body.includes('id="password"'))
    visit = await browser.submit(visit, { username, password: secret });
  visit = await passSecondFactor(browser, visit, username);
  return exchangeCode(party, request, visit.url);
}
