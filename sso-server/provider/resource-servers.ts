import { type Configuration, errors, type ResourceServer } from 'oidc-provider';
import { scopesOfClient } from '../relying-parties/may-use.ts';
import type { RelyingPartyDirectory } from '../relying-parties/relying-party-directory.ts';
import type { Resource, ResourceDirectory } from '../relying-parties/resource-directory.ts';
import { serviceTokenSeconds } from './lifetimes.ts';

type ResourceIndicators = NonNullable<NonNullable<Configuration['features']>['resourceIndicators']>;

/** How tokens for a service look: JWT access tokens (RFC 9068), ES256, for this audience only. */
export function resourceServerInfo(resource: Resource, scopes: string[]): ResourceServer {
  return {
    scope: scopes.join(' '),
    audience: resource.audience,
    accessTokenTTL: serviceTokenSeconds,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'ES256' } },
  };
}

/** RFC 8707. A client gets tokens only for the audiences and scopes in its registration. */
export function resourceIndicators(o: {
  relyingParties: RelyingPartyDirectory;
  resources: ResourceDirectory;
}): ResourceIndicators {
  return {
    enabled: true,
    // Without `resource` the token is opaque and opens userinfo and token exchange, nothing else.
    defaultResource: () => [],
    useGrantedResource: () => false,
    async getResourceServerInfo(_ctx, indicator, client) {
      const [resource, party] = await Promise.all([
        o.resources.findByAudience(indicator),
        o.relyingParties.find(client.clientId),
      ]);
      if (!resource || !party) throw new errors.InvalidTarget();
      const scopes = scopesOfClient(party, resource);
      if (scopes.length === 0)
        throw new errors.InvalidTarget('the client is not registered for this resource');
      return resourceServerInfo(resource, scopes);
    },
  };
}
