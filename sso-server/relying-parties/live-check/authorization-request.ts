import type { RelyingParty } from '../relying-party-directory.ts';
import { type Finding, failed, passed, type StepId, warning } from './steps.ts';

type Findings = Partial<Record<StepId, Finding>>;

/** Whether this system's authorization request would be accepted, and what is missing in it. */
export function checkAuthorizationRequest(party: RelyingParty, url: URL): Findings {
  const given = (name: string) => url.searchParams.get(name) ?? '';
  return {
    'authorization-request': checkParameters(party, given),
    pkce: checkPkce(party, given),
    // RFC 9700, 4.7: PKCE would do against forged requests, but the system's own callback decides by state.
    state: given('state') === '' ? warning('state-missing') : passed('state-good'),
    nonce: given('nonce') === '' ? warning('nonce-missing') : passed('nonce-good'),
  };
}

function checkParameters(party: RelyingParty, given: (name: string) => string): Finding {
  const clientId = given('client_id');
  if (clientId !== party.clientId) {
    return failed('request-client', { given: clientId || '—', expected: party.clientId });
  }
  if (given('response_type') !== 'code') {
    return failed('request-response-type', { given: given('response_type') || '—' });
  }
  const expected = party.redirectUris.join(' ');
  const redirectUri = given('redirect_uri');
  if (redirectUri === '') return failed('request-no-redirect-uri', { expected });
  if (!party.redirectUris.includes(redirectUri)) {
    return failed('request-redirect-uri', { given: redirectUri, expected });
  }
  const scopes = given('scope').split(' ').filter(Boolean);
  if (!scopes.includes('openid')) return failed('request-scope-openid');
  const registered = new Set([...party.scope.split(' '), ...Object.values(party.resources).flat()]);
  const unknown = scopes.filter((scope) => !registered.has(scope));
  if (unknown.length > 0) return warning('request-scope', { given: unknown.join(' ') });
  return passed('request-good');
}

function checkPkce(party: RelyingParty, given: (name: string) => string): Finding {
  if (given('code_challenge') === '') {
    return party.isPkceRequired ? failed('pkce-missing') : warning('pkce-weak');
  }
  // RFC 7636, 4.3: plain is what a request without a method means.
  const method = given('code_challenge_method') || 'plain';
  return method === 'S256' ? passed('pkce-good') : failed('pkce-plain', { given: method });
}
