import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../paths.ts';
import type { BuildTarget } from './build-targets.ts';

/** Builds one target with the tool its author would use. @throws with what the tool said */
export async function buildTarget(target: BuildTarget): Promise<void> {
  const [tool = '', ...args] =
    target.kind === 'portlet'
      ? [join(root, 'packages', 'portlet-cli', 'bin', 'yimen.mjs'), 'build']
      : [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'];
  await run(tool, args, join(root, target.folder));
}

function run(script: string, args: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(Buffer.concat(said).toString().trim() || `exit ${code}`));
    });
  });
}
