import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import type { LaunchSettings } from '../settings/launch-settings.ts';
import type { JsonClient } from './json-client.ts';

/** File of a publisher's private key. */
export const signingKeyFile = (dataDir: string, publisher: string): string =>
  join(dataDir, `${publisher}-key.json`);

/**
 * Makes the key of a publisher once, with the tool that vendors use, registers its public part at the portal, and asks
 * for signatures: its releases are live at once, so a secret alone must not be enough. What two administrators have decided
 * of it stays.
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
  const file = signingKeyFile(settings.dataDir, publisher);
  if (!existsSync(file)) {
    await runCommand({
      script: join(root, 'packages', 'portlet-cli', 'bin', 'yimen.mjs'),
      args: ['keys', 'create', '--out', file],
      cwd: settings.dataDir,
      env: { PATH: o.env.PATH ?? '' },
    });
  }
  const { d: _private, ...jwk } = JSON.parse(readFileSync(file, 'utf8'));
  const url = `${settings.addresses.portal.publicUrl}/api/admin/publishers/${publisher}`;
  await o.send({ method: 'POST', url: `${url}/keys`, body: { jwk } });
  await o.send({
    method: 'PUT',
    url: `${url}/policy`,
    body: { signatureRequired: true },
    headers: { 'if-none-match': '*' },
  });
  return file;
}
