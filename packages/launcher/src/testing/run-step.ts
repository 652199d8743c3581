import { spawn } from 'node:child_process';
import { root } from '../paths.ts';

/** A command of the checkout's own tools, with its output on this console. */
export type Step = { title: string; command: string; args: string[]; env?: Record<string, string> };

/** Runs it and returns its exit code; a command that cannot be started counts as 1. */
export function runStep(step: Step): Promise<number> {
  process.stdout.write(`\n▸ ${step.title}\n`);
  return new Promise((resolve) => {
    const child = spawn(step.command, step.args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...step.env },
    });
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
