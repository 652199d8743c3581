import type { Database } from '@yimen/database';
import type { Selectable } from 'kysely';
import type { Audience, LocalizedText, SsoDatabase } from '../database-schema.ts';
import type { Seal } from '../keys/seal.ts';
import { accountParty } from './account-party.ts';
import { type ClientProtocol, fromProtocolColumns } from './client-protocol.ts';

export type RelyingParty = ClientProtocol & {
  clientId: string;
  clientSecret: string;
  name: LocalizedText;
  description: LocalizedText;
  url: string | null;
  icon: string | null;
  contact: string | null;
  redirectUris: string[];
  postLogoutRedirectUris: string[];
  backchannelLogoutUri: string | null;
  frontchannelLogoutUri: string | null;
  grantTypes: string[];
  scope: string;
  resources: Record<string, string[]>;
  audience: Audience;
  idTokenAlg: string;
  isListed: boolean;
  isFirstParty: boolean;
  isRotatingRefreshTokens: boolean;
  isActive: boolean;
  sortOrder: number;
};

export type RelyingPartyDirectory = {
  find(clientId: string): Promise<RelyingParty | undefined>;
  all(): Promise<RelyingParty[]>;
  /** After a change in this process; other processes hear it on the bus. */
  changed(): Promise<void>;
  close(): void;
};

export const relyingPartiesTopic = 'sso-relying-parties';

/** A client secret is sealed for its client: a sealed secret copied to another row does not open. */
export const secretPurpose = (clientId: string) => `client-secret:${clientId}`;

/**
 * Registered relying parties, kept in memory: oidc-provider asks for the client at every request
 * (sso-peers.md S7). A change anywhere empties the memory.
 */
export function createRelyingPartyDirectory(o: {
  db: Database<SsoDatabase>;
  seal: Seal;
  issuer: string;
}): RelyingPartyDirectory {
  const own = accountParty(o.issuer);
  let cached: Promise<Map<string, RelyingParty>> | undefined;
  const forget = () => {
    cached = undefined;
  };
  const undo = ['resync', relyingPartiesTopic].map((topic) => o.db.bus.subscribe(topic, forget));

  function load(): Promise<Map<string, RelyingParty>> {
    if (cached) return cached;
    const { query, committed } = o.db;
    const select = query.selectFrom('relying_party').selectAll().orderBy('sort_order').orderBy('client_id');
    const loading = committed(() => select.execute()).then(
      (rows) => new Map(rows.map((row) => [row.client_id, present(row, o.seal)])),
    );
    cached = loading;
    // A database that is away for a moment must not be remembered as an error.
    loading.catch(() => {
      if (cached === loading) forget();
    });
    return loading;
  }

  return {
    find: async (clientId) => (clientId === own.clientId ? own : (await load()).get(clientId)),
    all: async () => [...(await load()).values()],
    async changed() {
      forget();
      await o.db.bus.publish(relyingPartiesTopic);
    },
    close: () => {
      for (const stop of undo) stop();
    },
  };
}

function present(row: Selectable<SsoDatabase['relying_party']>, seal: Seal): RelyingParty {
  return {
    ...fromProtocolColumns(row),
    clientId: row.client_id,
    clientSecret: seal.open(row.sealed_secret, secretPurpose(row.client_id)),
    name: row.name_json,
    description: row.description_json,
    url: row.url,
    icon: row.icon,
    contact: row.contact,
    redirectUris: row.redirect_uris_json,
    postLogoutRedirectUris: row.post_logout_redirect_uris_json,
    backchannelLogoutUri: row.backchannel_logout_uri,
    frontchannelLogoutUri: row.frontchannel_logout_uri,
    grantTypes: row.grant_types_json,
    scope: row.scope,
    resources: row.resources_json,
    audience: row.audience_json,
    idTokenAlg: row.id_token_alg,
    isListed: row.is_listed,
    isFirstParty: row.is_first_party,
    isRotatingRefreshTokens: row.is_rotating_refresh_tokens,
    isActive: row.is_active,
    sortOrder: row.sort_order,
  };
}
