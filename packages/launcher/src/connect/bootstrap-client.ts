import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../paths.ts';

/**
 * Makes the launcher's own client with the sso-server's one-time command. The database of the embedded kind has one
 * owner, so the server must not be running.
 *
 * @returns the client's secret
 * @throws with the command's own words
 */
export async function bootstrapClient(env: Record<string, string>, id: string): Promise<string> {
  const args = [
    join(root, 'sso-server/main.ts'),
    'bootstrap-client',
    '--id',
    id,
    '--scope',
    'sso:admin',
    '--replace',
  ];
  const output = await new Promise<string>((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let failed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      failed += chunk.toString();
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`bootstrap-client: ${failed.trim()}`)),
    );
  });
  const { clientSecret } = JSON.parse(output) as { clientSecret: string };
  return clientSecret;
}
