import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type Usage = { cpu: NodeJS.CpuUsage; memory: { rss: number; heapUsed: number } };
export type Ready = { ready: string; secret: string };

/** A server in a process of its own, so that its CPU time is nobody else's. */
export type Subject = {
  name: string;
  url: string;
  /** Of the client that may administrate; empty where there is nothing to administrate. */
  adminSecret: string;
  /** After work that was put off (linking of audit rows) has been done, so that it counts. */
  usage(): Promise<Usage>;
  ask<T>(message: object): Promise<T>;
  stop(): Promise<void>;
};

/** As the launcher starts the sso-server (packages/launcher/src/programs.ts); for all subjects alike. */
const nodeOptions = ['--max-semi-space-size=16', '--initial-old-space-size=64', '--heap-growing-percent=50'];
const compileCache = fileURLToPath(new URL('../../.cache/node', import.meta.url));

const stopsWithinMs = 20_000;

/** Starts `bench/<script>` and waits until it listens on loopback. */
export async function startSubject(o: {
  name: string;
  script: string;
  args: string[];
  /** Another checkout to take the server from. */
  from?: string | undefined;
}): Promise<Subject> {
  const base = o.from === undefined ? import.meta.url : `file://${o.from}/sso-server/bench/`;
  const child = fork(fileURLToPath(new URL(o.script, base)), o.args, {
    execArgv: [...nodeOptions, ...profiling()],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  });
  const { ready, secret } = await answerOf<Ready>(child);
  const ask = <T>(message: object): Promise<T> => {
    const answer = answerOf<T>(child);
    child.send(message);
    return answer;
  };
  return {
    name: o.name,
    url: ready,
    adminSecret: secret,
    ask,
    usage: () => ask<Usage>({ kind: 'usage' }),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const timer = setTimeout(() => child.kill('SIGKILL'), stopsWithinMs);
      if (child.connected) child.send({ kind: 'stop' });
      await ended;
      clearTimeout(timer);
    },
  };
}

/** `BENCH_PROFILE=<directory>` leaves a CPU profile of each server there. */
function profiling(): string[] {
  const directory = process.env.BENCH_PROFILE;
  return directory ? ['--cpu-prof', `--cpu-prof-dir=${directory}`] : [];
}

function answerOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the server ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (value) => {
      child.off('exit', ended);
      resolve(value as T);
    });
  });
}
