import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program of the benchmark, in a process of its own as in real life. */
export type StartedProgram = { url: string; stop(): Promise<void> };

/**
 * Starts a program and waits until it answers.
 *
 * @throws when it ends or does not answer within half a minute
 */
export async function startProgram(o: {
  script: string;
  args?: string[];
  port: number;
  env: Record<string, string>;
  logFile: string;
}): Promise<StartedProgram> {
  const log = openSync(o.logFile, 'a');
  const url = `http://localhost:${o.port}`;
  const child = spawn(process.execPath, [o.script, ...(o.args ?? [])], {
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', YIMEN_PORT: String(o.port), ...o.env },
    stdio: ['ignore', log, log],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  for (let attempt = 0; ; attempt++) {
    const isUp = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) break;
    if (child.exitCode !== null || attempt > 300) {
      child.kill();
      throw new Error(`${o.script} does not answer; see ${o.logFile}`);
    }
    await sleep(100);
  }
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
