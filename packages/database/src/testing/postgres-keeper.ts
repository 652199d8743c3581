// Started detached by run-folder.ts: owns one throw-away cluster and removes it when the test run is gone, however
// that ended. Arguments: folder, process id of the run, folder of the PostgreSQL programs.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { isAlive } from './is-alive.ts';

type Identity = { uid: number; gid: number } | Record<string, never>;

const [folder = '', watched = '', programs = ''] = process.argv.slice(2);
const data = join(folder, 'data');

/** PostgreSQL refuses to run as root. */
function unprivileged(): Identity {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number =>
    Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout) || 65_534;
  return { uid: id('-u'), gid: id('-g') };
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

function initialise(identity: Identity): void {
  mkdirSync(data, { mode: 0o700 });
  if (identity.uid !== undefined) chownSync(data, identity.uid, identity.gid);
  const base = ['-D', data, '-U', 'yimen', '--auth=trust', '--encoding=UTF8', '--no-sync'];
  // A collation as in production, so that a missing `collate "C"` shows.
  const icu = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en-US'];
  const run = (extra: string[]) =>
    spawnSync(join(programs, 'initdb'), [...base, ...extra], { cwd: folder, encoding: 'utf8', ...identity });
  if (run(icu).status === 0) return;
  const plain = run(['--no-locale']);
  if (plain.status !== 0) throw new Error(plain.stderr || String(plain.error));
}

function startServer(identity: Identity, port: number): ChildProcess {
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'unix_socket_directories=',
    'max_connections=200',
  ];
  const flags = settings.flatMap((setting) => ['-c', setting]);
  const args = ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...flags];
  return spawn(join(programs, 'postgres'), args, { cwd: folder, stdio: 'ignore', ...identity });
}

async function untilReady(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (attempt > 300) throw error;
      await delay(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, `${name}.part`), text);
  renameSync(join(folder, `${name}.part`), join(folder, name));
}

async function keep(): Promise<void> {
  const identity = unprivileged();
  initialise(identity);
  const port = await freePort();
  const server = startServer(identity, port);
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `postgres://yimen@127.0.0.1:${port}/postgres`;
  try {
    await untilReady(url);
    write('ready', url);
    while (isAlive(Number(watched)) && server.exitCode === null) await delay(300);
  } finally {
    server.kill('SIGINT'); // fast shutdown
    await ended;
  }
}

try {
  await keep();
} catch (error) {
  write('failed', String(error));
  while (isAlive(Number(watched))) await delay(300);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
