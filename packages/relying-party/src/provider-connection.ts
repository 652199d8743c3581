import { issuerKeys } from '@yimen/service-kit';
import type { JWTVerifyGetKey } from 'jose';
import * as client from 'openid-client';

const REDISCOVER_AFTER_MS = 10 * 60_000;
const REQUEST_TIMEOUT_S = 10;

/** The OpenID Provider as found by discovery. */
export type ConnectedProvider = { configuration: client.Configuration; keys: JWTVerifyGetKey };

/**
 * Finds the OpenID Provider when it is first needed and again after a failure, so that this program starts without it
 * and recovers when it comes (back). A discovery document is read again after ten minutes; when that fails, the known
 * one stays in use.
 */
export type ProviderConnection = { get(): Promise<ConnectedProvider> };

/**
 * Asks nothing yet: the first `get` reads the discovery document.
 *
 * @throws (from `get`) what openid-client throws when the document cannot be had and none is known
 */
export function connectProvider(o: {
  issuer: string;
  clientId: string;
  clientSecret: string;
  fetch: typeof fetch;
  clock: () => number;
}): ProviderConnection {
  let known: { provider: ConnectedProvider; foundAt: number } | undefined;
  let underWay: Promise<ConnectedProvider> | undefined;

  async function find(): Promise<ConnectedProvider> {
    const provider = await discover(o);
    known = { provider, foundAt: o.clock() };
    return provider;
  }
  return {
    async get() {
      if (known && o.clock() - known.foundAt < REDISCOVER_AFTER_MS) return known.provider;
      underWay ??= find().finally(() => {
        underWay = undefined;
      });
      return await underWay.catch((error: unknown) => {
        if (known) return known.provider;
        throw error;
      });
    },
  };
}

async function discover(o: Parameters<typeof connectProvider>[0]): Promise<ConnectedProvider> {
  const issuer = new URL(o.issuer);
  const configuration = await client.discovery(
    issuer,
    o.clientId,
    undefined,
    client.ClientSecretBasic(o.clientSecret),
    {
      // Plain http is for one machine or a trusted network; whoever configures an https issuer gets https only.
      execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
      timeout: REQUEST_TIMEOUT_S,
      [client.customFetch]: (url, options) => o.fetch(url, options as RequestInit),
    },
  );
  const { jwks_uri: jwksUri } = configuration.serverMetadata();
  if (!jwksUri) throw new Error('The discovery document of the OpenID Provider has no jwks_uri.');
  return { configuration, keys: issuerKeys(jwksUri, { fetch: o.fetch }) };
}
