import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../paths.ts';
import { lastLines } from './last-lines.ts';

const WITH_PARENT = fileURLToPath(new URL('./with-parent.mjs', import.meta.url));
const DRAIN_MS = 15_000;
const LARGE_LOG_BYTES = 20 * 1024 * 1024;

/** How to start a program. */
export type ProgramCommand = {
  entry: string;
  env: Record<string, string>;
  logFile: string;
  nodeOptions?: readonly string[];
};

/** One run of a program. */
export type ProgramProcess = {
  pid: number | undefined;
  /** Resolves when the process is gone, with what its system says about it. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  isRunning(): boolean;
  /** Asks it to drain, waits, and ends it when it does not. */
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** The end of its log, for a message about its death. */
  lastWords(): string;
};

/** Starts a program. Its log goes to a file; its environment is only what is given here. */
export function startProcess({ entry, env, logFile, nodeOptions = [] }: ProgramCommand): ProgramProcess {
  mkdirSync(dirname(logFile), { recursive: true });
  setAsideWhenLarge(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [...nodeOptions, '--import', WITH_PARENT, join(root, entry)], {
    cwd: root,
    env,
    stdio: ['ignore', log, log, 'ipc'],
    // A group of its own: Ctrl-C in the terminal reaches the launcher only, which stops the programs in order.
    detached: process.platform !== 'win32',
  });
  closeSync(log);
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('error', () => resolve({ code: 1, signal: null }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null && child.pid !== undefined;
  return {
    pid: child.pid,
    exited,
    isRunning,
    lastWords: () => lastLines(logFile, 20),
    async stop() {
      if (!isRunning()) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), DRAIN_MS);
      await exited;
      clearTimeout(timer);
    },
    async kill(signal) {
      await killAndWait(child, exited, signal);
    },
  };
}

/** One older file is kept: a data directory that is used for months stays small. */
function setAsideWhenLarge(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGE_LOG_BYTES) renameSync(logFile, `${logFile}.old`);
}

async function killAndWait(
  child: ChildProcess,
  exited: Promise<unknown>,
  signal: NodeJS.Signals,
): Promise<void> {
  child.kill(signal);
  await exited;
}
