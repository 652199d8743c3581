import { join } from 'node:path';
import { root } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import { launchSettings } from '../settings/launch-settings.ts';
import { programEnvironment } from '../settings/program-environment.ts';
import { openSecrets } from '../settings/secrets.ts';
import { noteAdministrators } from './administrators-made.ts';

/**
 * Makes the three first administrators with the one-time command of the sso-server, on the data of this launcher. Its
 * database has one owner, so Yimen must be stopped; the command refuses as soon as the installation is finished.
 */
export async function makeFirstAdministrators(
  env: NodeJS.ProcessEnv,
  given: { 'data-dir'?: string },
): Promise<number> {
  const dataDir = given['data-dir'];
  const settings = await launchSettings({ env, ...(dataDir !== undefined && { dataDir }) });
  const secrets = openSecrets(settings.dataDir);
  const printed = await runCommand({
    script: join(root, 'sso-server', 'main.ts'),
    args: ['bootstrap-admin'],
    cwd: root,
    env: programEnvironment('sso', { settings, secrets, env }),
  });
  const { administrators } = JSON.parse(printed) as {
    administrators: { role: string; username: string; password?: string }[];
  };
  noteAdministrators(
    settings.dataDir,
    administrators.map(({ username }) => username),
  );
  process.stdout.write(
    '已创建三员账号，密码只显示这一次 / The three administrators are made; passwords are shown this once:\n',
  );
  for (const { role, username, password } of administrators) {
    process.stdout.write(`  ${username.padEnd(12)} ${role.padEnd(24)} ${password ?? ''}\n`);
  }
  return 0;
}
