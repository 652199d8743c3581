import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../paths.ts';

/**
 * The sso-server alone, as the OpenID Foundation's conformance suite wants it; it prints the configuration of the suite.
 * Settings are `YIMEN_CONFORMANCE_…` variables, see the README of the sso-server.
 */
export function runConformance(env: NodeJS.ProcessEnv): Promise<number> {
  const main = join(root, 'sso-server', 'conformance', 'main.ts');
  const child = spawn(process.execPath, [main], { stdio: 'inherit', env });
  const pass = (signal: NodeJS.Signals) => () => void child.kill(signal);
  // A terminal sends SIGINT to both by itself; the program drains and ends, and then this one does.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', pass('SIGTERM'));
  process.on('SIGHUP', pass('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 0));
  });
}
