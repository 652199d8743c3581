import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

/** One process per run: vitest's main process when there is one (its workers are its threads or children). */
export function runId(): number {
  return process.env.VITEST && isMainThread ? process.ppid : process.pid;
}

/**
 * A folder in the temporary directory that belongs to this test run, shared by its workers. Who makes it also starts
 * the program that looks after it: vitest ends its workers without their exit handlers, and a run may be killed.
 * @param kind part of the name
 * @param keeper file beside this one; gets the folder, the id of the run and `extra` as arguments
 */
export function runFolder(kind: string, keeper: string, ...extra: string[]): string {
  const folder = join(tmpdir(), `yimen-${kind}-${runId()}`);
  try {
    mkdirSync(folder, { mode: 0o755 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return folder;
    throw error;
  }
  const file = fileURLToPath(new URL(keeper, import.meta.url));
  const options = { detached: true, stdio: 'ignore' } as const;
  spawn(process.execPath, [file, folder, String(runId()), ...extra], options).unref();
  return folder;
}
