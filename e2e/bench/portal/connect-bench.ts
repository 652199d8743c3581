import { randomBytes } from 'node:crypto';
import { clients, programs, type Yimen } from '@yimen/launcher';
import { audience, scope } from '../services/service-identity.ts';
import { adminClient } from './admin-client.ts';

const title = { 'zh-CN': '性能测量', 'en-US': 'Benchmark' };

/** Makes the bench service and the monolith known to the sso-server, and the service to the portal's gateway. */
export async function connectBench(
  yimen: Yimen,
  o: { serviceUrl: string; monolithUrl: string },
): Promise<{ monolithSecret: string }> {
  const sso = await adminClient(yimen, {
    program: 'sso',
    audience: programs.sso.audience,
    // The demonstration's installation is finished: what a program may register itself.
    scope: 'sso:provision',
  });
  const portal = await adminClient(yimen, {
    program: 'portal',
    audience: programs.portal.audience,
    scope: 'portal:admin',
  });
  await sso('PUT', '/api/admin/resources/bench', {
    audience,
    name: title,
    scopes: [{ name: scope, roles: ['*'] }],
  });
  const registered = clients(yimen.settings, true).portal;
  if (!registered) throw new Error('the portal is no client of the sso-server');
  const { url, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, grantTypes } = registered;
  await sso('PUT', '/api/admin/relying-parties/portal/provision', {
    ...{ url, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, grantTypes },
    resources: { ...registered.resources, [audience]: [scope] },
  });
  const monolithSecret = randomBytes(32).toString('base64url');
  await sso('PUT', '/api/admin/relying-parties/bench-monolith', {
    name: title,
    clientSecret: monolithSecret,
    redirectUris: [`${o.monolithUrl}/auth/callback`],
    postLogoutRedirectUris: [`${o.monolithUrl}/auth/signed-out`],
    backchannelLogoutUri: `${o.monolithUrl}/auth/back-channel-logout`,
    isListed: false,
    whoMayUse: { everyone: true },
  });
  await portal('PUT', `/api/admin/services/${encodeURIComponent(audience)}`, {
    name: title,
    baseUrl: o.serviceUrl,
  });
  return { monolithSecret };
}
