import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { portletProjects } from '../build/build-targets.ts';
import { root } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import { type ProgramName, programs } from '../programs.ts';
import type { LaunchSettings } from '../settings/launch-settings.ts';
import type { Secrets } from '../settings/secrets.ts';
import { jsonClient } from './json-client.ts';
import { PUBLISHER_ID } from './publisher-id.ts';
import { tokenSource } from './token-source.ts';

const AT_ONCE = 2;

type Parts = {
  settings: LaunchSettings;
  secrets: Secrets;
  env: NodeJS.ProcessEnv;
  /** The publisher's private key. */
  keyFile: string;
  say: (line: string) => void;
};

type Published = { name: string; releases: { version: string }[] };

/** Publishes every portlet whose release is not in the registry yet, with `yimen publish` as any vendor does. */
export async function publishPortlets(parts: Parts): Promise<void> {
  const { without } = parts.settings;
  const published = await publishedReleases(parts);
  const waiting = portletProjects().filter((folder) => !without.has(folder.split('/')[1] as ProgramName));
  const worker = async () => {
    for (let folder = waiting.shift(); folder; folder = waiting.shift())
      await publish(parts, folder, published);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function publish(parts: Parts, folder: string, published: ReadonlySet<string>): Promise<void> {
  const { name, version } = readDescriptor(folder);
  if (published.has(`${name} ${version}`)) return;
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

/** Asked as the publisher, who alone is told of its own releases; publishing is left to the tool that vendors use. */
async function publishedReleases({ settings, secrets }: Parts): Promise<ReadonlySet<string>> {
  const { portal, sso } = settings.addresses;
  const clientSecret = secrets.ofClient(PUBLISHER_ID);
  const tokens = tokenSource({ issuer: sso.publicUrl, clientId: PUBLISHER_ID, clientSecret });
  const send = jsonClient(tokens({ audience: programs.portal.audience, scope: 'registry:publish' }));
  const url = `${portal.publicUrl}/api/registry/portlets`;
  const portlets = (await send({ method: 'GET', url })) as Published[];
  return new Set(
    portlets.flatMap(({ name, releases }) => releases.map(({ version }) => `${name} ${version}`)),
  );
}
