import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Mistake } from '../vite/portlet-mistakes.ts';

const complaint = /^(?<file>.+?)\((?<line>\d+),\d+\): error (?<code>TS\d+): (?<text>.*)$/;

function configAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, 'tsconfig.json');
    if (existsSync(file)) return file;
    if (dirname(at) === at) return undefined;
  }
}

function compiler(folder: string): string | undefined {
  try {
    const manifest = createRequire(join(folder, 'package.json')).resolve('typescript/package.json');
    return join(dirname(manifest), 'bin', 'tsc');
  } catch {
    return undefined;
  }
}

type Run = { script: string; args: string[]; cwd: string; signal: AbortSignal | undefined };

function run({ script, args, cwd, signal }: Run): Promise<string> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      ...{ cwd, signal },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', () => settle(output));
  });
}

/**
 * Checks the types of a project with its own TypeScript and the nearest tsconfig.json (in a monorepo that of the
 * root; then only complaints about this project count).
 *
 * @param folder the portlet project
 * @param signal ends the compiler
 * @returns every complaint, or the one that there is no TypeScript
 * @throws AbortError when it was ended
 */
export async function checkTypes(folder: string, signal?: AbortSignal): Promise<Mistake[]> {
  const config = configAbove(folder);
  const script = compiler(folder);
  if (!config) return [{ file: 'tsconfig.json', detail: 'is missing; types cannot be checked' }];
  if (!script)
    return [{ file: 'package.json', detail: 'typescript is not installed; types cannot be checked' }];
  const root = dirname(config);
  const args = ['--noEmit', '--pretty', 'false', '-p', config];
  const output = await run({ script, args, cwd: root, signal });
  return output.split('\n').flatMap((line) => {
    const { file = '', line: at, code, text } = complaint.exec(line.trim())?.groups ?? {};
    const path = relative(folder, resolve(root, file));
    if (!code || path.startsWith(`..${sep}`)) return [];
    return [{ file: path.replaceAll('\\', '/'), line: Number(at), detail: `${code} ${text}` }];
  });
}
