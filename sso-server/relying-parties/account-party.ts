import { randomBytes } from 'node:crypto';
import { paths } from '../provider/paths.ts';
import type { RelyingParty } from './relying-party-directory.ts';

/** Begins with a sign that no registered relying party can begin with. */
export const accountClientId = '_account';

/** Where the provider leads back to after a sign-in for them. */
export const accountSignedInUri = (issuer: string) => `${issuer}${paths.accountSignedIn}`;

/**
 * The provider's own pages (`/account/…`) as a relying party: people sign in for them as for any system. It stands in
 * no list, gets no tokens (nobody knows its secret or its code verifiers) and is everybody's.
 */
export function accountParty(issuer: string): RelyingParty {
  return {
    clientId: accountClientId,
    clientSecret: randomBytes(32).toString('base64url'),
    name: { 'zh-CN': '账号与安全', 'en-US': 'Account and security' },
    description: { 'zh-CN': '', 'en-US': '' },
    url: null,
    icon: null,
    contact: null,
    redirectUris: [accountSignedInUri(issuer)],
    postLogoutRedirectUris: [],
    backchannelLogoutUri: null,
    frontchannelLogoutUri: null,
    grantTypes: ['authorization_code'],
    scope: 'openid',
    resources: {},
    audience: { everyone: true },
    idTokenAlg: 'ES256',
    isListed: false,
    isFirstParty: true,
    isRotatingRefreshTokens: true,
    isActive: true,
    sortOrder: 0,
    tokenEndpointAuthMethod: 'client_secret_basic',
    jwks: null,
    isPkceRequired: true,
    isIdTokenWithClaims: false,
  };
}
