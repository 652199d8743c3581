import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { RequirementStore } from '../factors/requirement-store.ts';
import type { RelyingParty, RelyingPartyDirectory } from '../relying-parties/relying-party-directory.ts';

/** Metadata of our own: settings that the library has for all clients only. */
export const clientSwitches = { pkce: 'yimen_require_pkce', claims: 'yimen_claims_in_id_token' } as const;

/** A registered relying party in the words of OpenID Connect Dynamic Client Registration. */
function clientMetadata(party: RelyingParty, defaultAcrValues: string[]): AdapterPayload {
  const withCode = party.grantTypes.includes('authorization_code');
  return {
    client_id: party.clientId,
    client_secret: party.clientSecret,
    client_name: party.name['zh-CN'],
    redirect_uris: party.redirectUris,
    post_logout_redirect_uris: party.postLogoutRedirectUris,
    response_types: withCode ? ['code'] : [],
    grant_types: party.grantTypes,
    scope: party.scope,
    id_token_signed_response_alg: party.idTokenAlg as 'ES256',
    token_endpoint_auth_method: party.tokenEndpointAuthMethod,
    ...(defaultAcrValues.length === 0 ? {} : { default_acr_values: defaultAcrValues }),
    ...(party.jwks === null ? {} : { jwks: party.jwks as unknown as AdapterPayload['jwks'] }),
    [clientSwitches.pkce]: party.isPkceRequired,
    [clientSwitches.claims]: party.isIdTokenWithClaims,
    ...(party.backchannelLogoutUri === null
      ? {}
      : { backchannel_logout_uri: party.backchannelLogoutUri, backchannel_logout_session_required: true }),
  };
}

/** The library finds clients among our relying parties; a switched-off one does not exist for it. */
export function createClientAdapter(
  relyingParties: RelyingPartyDirectory,
  requirements: RequirementStore,
): Adapter {
  return {
    async find(id) {
      const party = await relyingParties.find(id);
      if (!party?.isActive) return undefined;
      const { defaultAcrValues } = await requirements.find('relying-party', id);
      return clientMetadata(party, defaultAcrValues);
    },
    async upsert() {
      throw new Error('clients are registered through the administration API');
    },
    async findByUid() {},
    async findByUserCode() {},
    async consume() {},
    async destroy() {},
    async revokeByGrantId() {},
  };
}
