import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isProblem } from '@yimen/problem';
import { portletProjects } from '../build/build-targets.ts';
import { root } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import type { ProgramName } from '../programs.ts';
import type { LaunchSettings } from '../settings/launch-settings.ts';
import type { Secrets } from '../settings/secrets.ts';
import type { JsonClient } from './json-client.ts';

export const PUBLISHER_ID = 'demo-publisher';
const AT_ONCE = 2;

type Parts = {
  settings: LaunchSettings;
  secrets: Secrets;
  env: NodeJS.ProcessEnv;
  /** Asks the registry; publishing itself is left to the tool that vendors use. */
  send: JsonClient;
  /** The publisher's private key. */
  keyFile: string;
  say: (line: string) => void;
};

/** Publishes every portlet whose release is not in the registry yet, with `yimen publish` as any vendor does. */
export async function publishPortlets(parts: Parts): Promise<void> {
  const { without } = parts.settings;
  const waiting = portletProjects().filter((folder) => !without.has(folder.split('/')[1] as ProgramName));
  const worker = async () => {
    for (let folder = waiting.shift(); folder; folder = waiting.shift()) await publish(parts, folder);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function publish(parts: Parts, folder: string): Promise<void> {
  const { name, version } = readDescriptor(folder);
  if ((await publishedVersions(parts, name)).includes(version)) return;
  await runCommand({
    script: join(root, 'packages', 'portlet-cli', 'bin', 'yimen.mjs'),
    args: ['publish', '--portal', parts.settings.addresses.portal.publicUrl],
    cwd: join(root, folder),
    env: {
      PATH: parts.env.PATH ?? '',
      YIMEN_CLIENT_ID: PUBLISHER_ID,
      YIMEN_CLIENT_SECRET: parts.secrets.ofClient(PUBLISHER_ID),
      YIMEN_SIGNING_KEY: parts.keyFile,
    },
  });
  parts.say(`  ✓ ${name} ${version}`);
}

function readDescriptor(folder: string): { name: string; version: string } {
  return JSON.parse(readFileSync(join(root, folder, 'portlet.json'), 'utf8'));
}

async function publishedVersions({ settings, send }: Parts, name: string): Promise<string[]> {
  const url = `${settings.addresses.portal.publicUrl}/api/registry/portlets/${encodeURIComponent(name)}`;
  try {
    const { releases } = (await send({ method: 'GET', url })) as { releases: { version: string }[] };
    return releases.map(({ version }) => version);
  } catch (error) {
    if (isProblem(error, 'not-found')) return [];
    throw error;
  }
}
