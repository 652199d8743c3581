import { type ProgramName, programNames, programs } from '../programs.ts';
import type { LaunchSettings } from '../settings/launch-settings.ts';
import type { JsonClient } from './json-client.ts';
import { PUBLISHER_ID } from './publisher-id.ts';

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
