import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import type { LaunchSettings } from '../settings/launch-settings.ts';
import type { JsonClient } from './json-client.ts';

/**
 * Makes the key of a publisher once, with the tool that vendors use, and registers its public part at the portal.
 *
 * @returns the file of the private key
 */
export async function registerPublisherKey(o: {
  settings: LaunchSettings;
  publisher: string;
  env: NodeJS.ProcessEnv;
  /** Asks the portal with scope portal:admin. */
  send: JsonClient;
}): Promise<string> {
  const { settings, publisher } = o;
  const file = join(settings.dataDir, `${publisher}-key.json`);
  if (!existsSync(file)) {
    await runCommand({
      script: join(root, 'packages', 'portlet-cli', 'bin', 'yimen.mjs'),
      args: ['keys', 'create', '--out', file],
      cwd: settings.dataDir,
      env: { PATH: o.env.PATH ?? '' },
    });
  }
  const { d: _private, ...jwk } = JSON.parse(readFileSync(file, 'utf8'));
  const url = `${settings.addresses.portal.publicUrl}/api/admin/publishers/${publisher}/keys`;
  await o.send({ method: 'POST', url, body: { jwk } });
  return file;
}
