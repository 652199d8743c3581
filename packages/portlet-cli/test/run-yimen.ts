import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What the tool said and how it ended. */
export type Ran = { readonly code: number | null; readonly output: string; readonly complaints: string };

/** Runs the tool as a shell does. */
export function runYimen(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  const bin = join(import.meta.dirname, '../bin/yimen.mjs');
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: options.cwd,
      env: { PATH: process.env.PATH, ...options.env },
    });
    let output = '';
    let complaints = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => settle({ code, output, complaints }));
  });
}
