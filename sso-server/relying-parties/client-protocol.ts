import type { JWK } from 'jose';
import type { Generated } from 'kysely';
import { z } from 'zod';

export const tokenEndpointAuthMethods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
] as const;
export type TokenEndpointAuthMethod = (typeof tokenEndpointAuthMethods)[number];

/** How a relying party speaks the protocol. The defaults are for a system that is up to date. */
export type ClientProtocol = {
  tokenEndpointAuthMethod: TokenEndpointAuthMethod;
  /** Its public keys, for `private_key_jwt` (OpenID Connect Core 1.0, section 9). */
  jwks: { keys: JWK[] } | null;
  /** Off for an old client that cannot do PKCE (RFC 9700, 2.1.1 wants it of all others). */
  isPkceRequired: boolean;
  /** Off: claims come from the userinfo endpoint alone (Core, 5.4); a few are in the ID token all the same. */
  isIdTokenWithClaims: boolean;
};

/** Columns of relying_party. */
export type ClientProtocolColumns = {
  token_endpoint_auth_method: Generated<string>;
  jwks_json: { keys: JWK[] } | null;
  is_pkce_required: Generated<boolean>;
  is_id_token_with_claims: Generated<boolean>;
};

const publicJwk = z
  .looseObject({ kty: z.enum(['RSA', 'EC', 'OKP']), kid: z.string().max(200).optional() })
  .refine((jwk) => !('d' in jwk), 'a public key: the private part stays with the client');

/** Members of the registration of a relying party in the administration API. */
export const clientProtocolSchema = {
  tokenEndpointAuthMethod: z.enum(tokenEndpointAuthMethods).default('client_secret_basic'),
  jwks: z
    .strictObject({ keys: z.array(publicJwk).min(1).max(10) })
    .nullable()
    .default(null),
  requirePkce: z.boolean().default(true),
  claimsInIdToken: z.boolean().default(true),
};

type ClientProtocolBody = {
  tokenEndpointAuthMethod: TokenEndpointAuthMethod;
  jwks: { keys: unknown[] } | null;
  requirePkce: boolean;
  claimsInIdToken: boolean;
};

export function toProtocolColumns(body: ClientProtocolBody) {
  return {
    token_endpoint_auth_method: body.tokenEndpointAuthMethod,
    jwks_json: body.jwks as { keys: JWK[] } | null,
    is_pkce_required: body.requirePkce,
    is_id_token_with_claims: body.claimsInIdToken,
  };
}

export function fromProtocolColumns(row: {
  token_endpoint_auth_method: string;
  jwks_json: { keys: JWK[] } | null;
  is_pkce_required: boolean;
  is_id_token_with_claims: boolean;
}): ClientProtocol {
  return {
    tokenEndpointAuthMethod: row.token_endpoint_auth_method as TokenEndpointAuthMethod,
    jwks: row.jwks_json,
    isPkceRequired: row.is_pkce_required,
    isIdTokenWithClaims: row.is_id_token_with_claims,
  };
}
