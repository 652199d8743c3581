import { type Adapter, type Configuration, Provider } from 'oidc-provider';
import { createInteractionAdapter } from '../adapter/interaction-adapter.ts';
import { createModelAdapter } from '../adapter/model-adapter.ts';
import { createRefreshTokenAdapter } from '../adapter/refresh-token-adapter.ts';
import type { SsoConfig } from '../config.ts';
import { supportedAcrValues } from '../factors/acr.ts';
import { createCookieSigner } from '../keys/cookie-signer.ts';
import type { ProviderKeys } from '../keys/key-ring.ts';
import { memberTokenClaims } from '../organisation/member.ts';
import { claimsOfScopes } from '../organisation/standard-claims.ts';
import { tokenEndpointAuthMethods } from '../relying-parties/client-protocol.ts';
import type { Services } from '../services.ts';
import { createFindAccount, memberOf } from './account.ts';
import { clientSwitches, createClientAdapter } from './client-metadata.ts';
import { createLoadExistingGrant } from './existing-grant.ts';
import { createInteractionPolicy } from './interaction-policy.ts';
import { applyLibraryHooks } from './library-hooks.ts';
import { lifetimes } from './lifetimes.ts';
import { paths } from './paths.ts';
import { resourceIndicators } from './resource-servers.ts';
import { signInClaims } from './sign-in-claims.ts';
import { registerTokenExchange, tokenExchangeGrant } from './token-exchange.ts';

/** oidc-provider with our settings. What is not named here is off. */
export function createProvider(o: {
  config: SsoConfig;
  keys: ProviderKeys;
  services: Services;
  renderError: NonNullable<Configuration['renderError']>;
}): Provider {
  const findAccount = createFindAccount(o.services);
  const loadExistingGrant = createLoadExistingGrant(o.services);
  const provider = new Provider(o.config.issuer, {
    adapter: adapterFactory(o.services, o.config),
    ...protocolSettings(o.services),
    clients: [],
    // The library writes into the keys it is given.
    jwks: structuredClone(o.keys.jwks) as NonNullable<Configuration['jwks']>,
    cookies: cookieSettings(o.keys),
    findAccount,
    interactions: {
      policy: createInteractionPolicy({ ...o.services, loadExistingGrant }),
      url: (_ctx, interaction) => paths.interaction(interaction.uid),
    },
    loadExistingGrant,
    ttl: lifetimes(o.services.limits, o.services.now),
    renderError: o.renderError,
    // Nothing of ours makes the library fetch an address; if a setting ever does, it is refused (S2).
    fetch: async () => {
      throw new Error('outgoing requests of the provider library are off');
    },
  });
  provider.proxy = o.config.trustProxy;
  applyLibraryHooks(provider);
  registerTokenExchange(provider, { ...o.services, findAccount });
  return provider;
}

function adapterFactory(services: Services, config: SsoConfig): (name: string) => Adapter {
  return (name) => {
    if (name === 'RefreshToken') {
      return createRefreshTokenAdapter({ ...services, graceMs: config.refreshGraceSeconds * 1000 });
    }
    if (name === 'Session') return services.sessionAdapter;
    if (name === 'Interaction') return createInteractionAdapter(services);
    if (name === 'Client') return createClientAdapter(services.relyingParties, services.requirements);
    return createModelAdapter(name, services);
  };
}

function protocolSettings(services: Services): Configuration {
  return {
    routes: paths.provider,
    responseTypes: ['code'],
    subjectTypes: ['public'],
    acrValues: supportedAcrValues,
    scopes: [...Object.keys(claimsOfScopes), 'offline_access'],
    claims: {
      ...claimsOfScopes,
      iss: null,
      sid: null,
    },
    // Decided for each client (account.ts): most of a bureau want to know who signed in without a second request.
    conformIdTokenClaims: false,
    clientAuthMethods: [...tokenEndpointAuthMethods],
    extraClientMetadata: { properties: Object.values(clientSwitches) },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    allowOmittingSingleRegisteredRedirectUri: false,
    acceptQueryParamAccessTokens: false,
    // RFC 9700, 2.1.1: PKCE for every client; the library takes S256 only.
    pkce: { required: (_ctx, client) => client[clientSwitches.pkce] !== false },
    clientBasedCORS: () => false,
    // S10: offline_access would be dropped without prompt=consent. Whoever may refresh, gets to refresh.
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => true,
    rotateRefreshToken: async (ctx) => {
      const party = ctx.oidc.client && (await services.relyingParties.find(ctx.oidc.client.clientId));
      return party?.isRotatingRefreshTokens ?? true;
    },
    extraTokenClaims: async (ctx, token) => {
      if (token.kind !== 'AccessToken' || !token.aud) return undefined;
      const member = memberOf(ctx);
      const actor = token.gty === 'token_exchange' ? { act: { sub: token.clientId } } : {};
      // Introspection asks for the session by it.
      const session = token.sid === undefined ? {} : { sid: token.sid };
      const signIn = await signInClaims(ctx, token, services.sessions);
      return { ...(member ? memberTokenClaims(member) : {}), ...session, ...signIn, ...actor };
    },
    discovery: {
      request_parameter_supported: false,
      // Front-Channel Logout 1.0, section 3; the library knows nothing of it.
      frontchannel_logout_supported: true,
      frontchannel_logout_session_supported: true,
      claims_locales_supported: ['zh-CN', 'en-US'],
      ui_locales_supported: ['zh-CN', 'en-US'],
      grant_types_supported: [
        'authorization_code',
        'refresh_token',
        'client_credentials',
        tokenExchangeGrant,
      ],
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      // Enabled for the metadata and `sid`; the tokens are delivered by our outbox (D15).
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true },
      clientCredentials: { enabled: true },
      userinfo: { enabled: true },
      // For essential acr and for acr, amr and auth_time in userinfo (OpenID Connect Core, 5.5).
      claimsParameter: { enabled: true },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      introspection: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      resourceIndicators: resourceIndicators(services),
    },
  };
}

function cookieSettings(keys: ProviderKeys): NonNullable<Configuration['cookies']> {
  // Cookies on localhost are shared between ports: names of our own.
  return {
    keys: createCookieSigner(keys.cookieKeys),
    names: { session: 'yimen_sso_session', interaction: 'yimen_sso_interaction', resume: 'yimen_sso_resume' },
    long: { httpOnly: true, sameSite: 'lax', signed: true },
    short: { httpOnly: true, sameSite: 'lax', signed: true },
  };
}
