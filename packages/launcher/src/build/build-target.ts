import { join } from 'node:path';
import { root } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import type { BuildTarget } from './build-targets.ts';

const yimen = join(root, 'packages', 'portlet-cli', 'bin', 'yimen.mjs');
const packing = join(root, 'packages', 'npm-packages', 'src', 'main.ts');
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');

/** Builds one target with the tool its author would use. @throws with what the tool said */
export async function buildTarget({ kind, folder }: BuildTarget): Promise<void> {
  const cwd = join(root, folder);
  // Vite keeps a NODE_ENV that is set: a build begun by a test runner would contain React's development half.
  const env = { ...passedOn(process.env), NODE_ENV: 'production' };
  if (kind === 'packages') await runCommand({ script: packing, args: [join(cwd, 'dist')], cwd, env });
  else if (kind === 'portlet') await runCommand({ script: yimen, args: ['build'], cwd, env });
  else await runCommand({ script: vite, args: ['build', '--logLevel', 'warn'], cwd, env });
}

function passedOn(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
