import { isProblem } from '@yimen/problem';
import { roles } from '../demonstration/organisation.ts';
import type { LaunchSettings } from '../settings/launch-settings.ts';
import type { Secrets } from '../settings/secrets.ts';
import { ADMINISTRATION, type ClientRecord, clients } from './clients.ts';
import type { JsonClient } from './json-client.ts';
import { launcherResources, resources } from './resources.ts';

/**
 * Registers services, roles and clients at the sso-server with the addresses of this start. It is done at every start:
 * ports may have changed. What exists already gets its addresses and nothing else, so that an administrator's change
 * of a role or of who may use a system stays.
 */
export async function connectSignIn(o: {
  settings: LaunchSettings;
  secrets: Secrets;
  send: JsonClient;
  launcherId: string;
}): Promise<void> {
  const put = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    o.send({ method: 'PUT', url: `${o.settings.addresses.sso.publicUrl}/api/admin/${path}`, body, headers });
  /** Whether it was made now; somebody's later changes are left alone. */
  const create = (path: string, body: unknown) =>
    put(path, body, { 'if-none-match': '*' }).then(
      () => true,
      (error: unknown) => {
        if (isProblem(error, 'revision-outdated')) return false;
        throw error;
      },
    );
  for (const [id, resource] of Object.entries(resources)) await put(`resources/${id}`, resource);
  for (const { id, ...role } of roles) await create(`roles/${id}`, role);
  const registered = clients(o.settings, o.settings.profile === 'demonstration');
  for (const [id, client] of Object.entries(registered)) {
    const isNew = await create(`relying-parties/${id}`, { ...client, clientSecret: o.secrets.ofClient(id) });
    if (!isNew) await tellAddresses(put, id, client);
  }
  await put(`relying-parties/${o.launcherId}/provision`, {
    grantTypes: ['client_credentials'],
    resources: launcherResources,
  });
}

/**
 * A client that was registered before it was to carry administrators' requests does not get that scope from a program
 * (三员分立): its start goes on without, and an administrator may give it.
 */
async function tellAddresses(
  put: (path: string, body: unknown) => Promise<unknown>,
  id: string,
  client: ClientRecord,
): Promise<void> {
  try {
    await put(`relying-parties/${id}/provision`, addressesOf(client));
  } catch (error) {
    if (!isProblem(error, 'forbidden')) throw error;
    const resources = Object.entries(client.resources).map(([audience, scopes]) => [
      audience,
      scopes.filter((scope) => scope !== ADMINISTRATION),
    ]);
    await put(`relying-parties/${id}/provision`, {
      ...addressesOf(client),
      resources: Object.fromEntries(resources),
    });
  }
}

/** What a start may tell of a client that is registered already. */
function addressesOf(client: ClientRecord): Record<string, unknown> {
  const fields = [
    'url',
    'redirectUris',
    'postLogoutRedirectUris',
    'backchannelLogoutUri',
    'grantTypes',
    'resources',
  ];
  return Object.fromEntries(fields.filter((field) => field in client).map((field) => [field, client[field]]));
}
