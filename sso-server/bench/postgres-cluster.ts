import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export type PostgresCluster = {
  url: string;
  /** Milliseconds of CPU that all its processes have had, where the system tells. */
  cpu: (() => number) | undefined;
  stop(): Promise<void>;
};

const ticksPerSecond = 100;

/**
 * A throw-away PostgreSQL that writes through to the disk as in production (the one of the tests does not), or that of
 * `BENCH_POSTGRES_URL`. Undefined when there is none on this machine.
 */
export async function startPostgres(folder: string): Promise<PostgresCluster | undefined> {
  const given = process.env.BENCH_POSTGRES_URL;
  if (given) return { url: given, cpu: undefined, stop: async () => {} };
  const programs = findPrograms();
  if (!programs) return undefined;
  const data = join(folder, 'postgres');
  const identity = unprivileged();
  mkdirSync(data, { mode: 0o700 });
  if ('uid' in identity) {
    chownSync(folder, identity.uid, identity.gid);
    chownSync(data, identity.uid, identity.gid);
  }
  const options = { cwd: data, encoding: 'utf8', ...identity } as const;
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'yimen', '--auth=trust', '--encoding=UTF8', '--no-locale'],
    options,
  );
  if (made.status !== 0) throw new Error(made.stderr || String(made.error));
  const port = await freePort();
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-c', 'unix_socket_directories='],
    { cwd: data, stdio: 'ignore', ...identity },
  );
  await untilReady(join(programs, 'pg_isready'), port);
  return {
    url: `postgres://yimen@127.0.0.1:${port}/postgres`,
    cpu: existsSync('/proc/self/stat') ? () => cpuOf(server) : undefined,
    async stop() {
      if (server.exitCode !== null) return;
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
    },
  };
}

/** Of the server and its children; ended children count with their parent (proc(5), fields 14 to 17). */
function cpuOf(server: ChildProcess): number {
  let ticks = 0;
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      const isServer = Number(entry) === server.pid;
      if (!isServer && Number(fields[1]) !== server.pid) continue;
      ticks += Number(fields[11]) + Number(fields[12]);
      if (isServer) ticks += Number(fields[13]) + Number(fields[14]);
    } catch {
      // It ended meanwhile.
    }
  }
  return (ticks * 1000) / ticksPerSecond;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | Record<string, never> {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) =>
    Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout) || 65_534;
  return { uid: id('-u'), gid: id('-g') };
}

function findPrograms(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const installed = existsSync(versions)
    ? readdirSync(versions).toSorted((a, b) => Number(b) - Number(a))
    : [];
  const folders = [
    ...installed.map((version) => join(versions, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function untilReady(program: string, port: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (spawnSync(program, ['-h', '127.0.0.1', '-p', String(port)]).status === 0) return;
    await delay(100);
  }
  throw new Error('PostgreSQL did not start');
}
