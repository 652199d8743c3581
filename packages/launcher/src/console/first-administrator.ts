import { join } from 'node:path';
import { root } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import { launchSettings } from '../settings/launch-settings.ts';
import { programEnvironment } from '../settings/program-environment.ts';
import { openSecrets } from '../settings/secrets.ts';

/**
 * Makes the first administrator with the one-time command of the sso-server, on the data of this launcher. Its database
 * has one owner, so Yimen must be stopped; the command refuses as soon as there is an administrator.
 */
export async function makeFirstAdministrator(
  env: NodeJS.ProcessEnv,
  given: { username?: string; name?: string; 'data-dir'?: string },
): Promise<number> {
  const username = given.username ?? 'admin';
  const dataDir = given['data-dir'];
  const settings = await launchSettings({ env, ...(dataDir !== undefined && { dataDir }) });
  const secrets = openSecrets(settings.dataDir);
  const password = env.YIMEN_ADMIN_PASSWORD;
  const printed = await runCommand({
    script: join(root, 'sso-server', 'main.ts'),
    args: ['bootstrap-admin', '--username', username, '--name', given.name ?? username],
    cwd: root,
    env: {
      ...programEnvironment('sso', { settings, secrets, env }),
      ...(password !== undefined && { YIMEN_ADMIN_PASSWORD: password }),
    },
  });
  const made = JSON.parse(printed) as { username: string; password?: string };
  process.stdout.write(`已创建首位管理员 / The first administrator is made: ${made.username}\n`);
  if (made.password !== undefined) {
    process.stdout.write(`密码（只显示这一次）/ Password, shown this once: ${made.password}\n`);
  }
  return 0;
}
