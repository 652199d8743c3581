import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** Starts one of the programs in `processes/`. */
export function startProcess(name: string, ...args: string[]): ChildProcessByStdio<null, Readable, Readable> {
  const file = fileURLToPath(new URL(`./processes/${name}.ts`, import.meta.url));
  return spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs one to its end. */
export async function runProcess(
  name: string,
  ...args: string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const child = startProcess(name, ...args);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}
