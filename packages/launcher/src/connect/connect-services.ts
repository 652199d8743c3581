import { type ProgramName, programNames, programs } from '../programs.ts';
import type { LaunchSettings } from '../settings/launch-settings.ts';
import type { JsonClient } from './json-client.ts';
import { PUBLISHER_ID } from './publish-portlets.ts';

/** Tells the portal's gateway where each service is. Done at every start: ports may have changed. */
export async function connectServices(o: {
  settings: LaunchSettings;
  running: ReadonlySet<ProgramName>;
  send: JsonClient;
}): Promise<void> {
  const { addresses } = o.settings;
  for (const name of programNames.filter((program) => o.running.has(program))) {
    const { audience, title } = programs[name];
    await o.send({
      method: 'PUT',
      url: `${addresses.portal.publicUrl}/api/admin/services/${encodeURIComponent(audience)}`,
      body: {
        name: title,
        baseUrl: addresses[name].publicUrl,
        // What administrates people or the portal is for the portlets that come with Yimen, and no vendor's.
        ...((name === 'sso' || name === 'portal') && { publishers: [PUBLISHER_ID] }),
      },
    });
  }
}

/**
 * Trusts the publisher of what comes with Yimen: who installs it has chosen its portlets already, so they are live as
 * soon as they are published. Every other publisher's go through the states. An operator's later decision stays.
 */
export async function trustOwnPublisher(settings: LaunchSettings, send: JsonClient): Promise<void> {
  await send({
    method: 'PUT',
    url: `${settings.addresses.portal.publicUrl}/api/admin/release-policies/publisher/${PUBLISHER_ID}`,
    body: { policy: 'auto-live' },
    headers: { 'if-none-match': '*' },
  });
}
