import { roles } from '../demonstration/organisation.ts';
import type { LaunchSettings } from '../settings/launch-settings.ts';
import type { Secrets } from '../settings/secrets.ts';
import { clients } from './clients.ts';
import type { JsonClient } from './json-client.ts';
import { launcherResources, resources } from './resources.ts';

/**
 * Registers services, roles and clients at the sso-server with the addresses of this start. Every request is
 * idempotent, and it is done at every start: ports may have changed.
 */
export async function connectSignIn(o: {
  settings: LaunchSettings;
  secrets: Secrets;
  send: JsonClient;
  launcherId: string;
}): Promise<void> {
  const put = (path: string, body: unknown) =>
    o.send({ method: 'PUT', url: `${o.settings.addresses.sso.publicUrl}/api/admin/${path}`, body });
  for (const [id, resource] of Object.entries(resources)) await put(`resources/${id}`, resource);
  for (const { id, ...role } of roles) await put(`roles/${id}`, role);
  const registered = clients(o.settings, o.settings.profile === 'demonstration');
  for (const [id, client] of Object.entries(registered)) {
    await put(`relying-parties/${id}`, { ...client, clientSecret: o.secrets.ofClient(id) });
  }
  await put(`relying-parties/${o.launcherId}`, {
    name: { 'zh-CN': '启动程序', 'en-US': 'Launcher' },
    grantTypes: ['client_credentials'],
    resources: launcherResources,
    isListed: false,
  });
}
