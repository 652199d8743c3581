import { join } from 'node:path';
import { root } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';

/** `sso:admin` opens nothing once the installation is finished; `sso:provision` is what every start needs. */
export const LAUNCHER_SCOPE = 'sso:admin sso:provision';

/**
 * Makes the launcher's own client with the sso-server's one-time command. The embedded database has one owner, so the
 * server must not be running.
 *
 * @returns the client's secret
 * @throws with the command's own words
 */
export async function bootstrapClient(env: Record<string, string>, id: string): Promise<string> {
  const printed = await runCommand({
    script: join(root, 'sso-server', 'main.ts'),
    args: ['bootstrap-client', '--id', id, '--scope', LAUNCHER_SCOPE, '--replace'],
    cwd: root,
    env,
  });
  const { clientSecret } = JSON.parse(printed) as { clientSecret: string };
  return clientSecret;
}
