import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { runFolder } from './run-folder.ts';

/** Where test databases on PostgreSQL come from: a given server, or programs to start one with. */
export type PostgresSource = { server: string } | { programs: string };

const startLimit = 60_000;

/** Finds PostgreSQL; says once per run when there is none. */
export function postgresSource(): PostgresSource | undefined {
  const server = process.env.YIMEN_TEST_POSTGRES_URL;
  if (server) return { server };
  const programs = findPrograms();
  if (programs) return { programs };
  sayOnce(
    'PostgreSQL not found (no YIMEN_TEST_POSTGRES_URL, no initdb): database tests run on SQLite only\n',
  );
  return undefined;
}

/** Creates an empty database. @returns its URL */
export async function newPostgresDatabase(source: PostgresSource): Promise<string> {
  const server = 'server' in source ? source.server : await sharedCluster(source.programs);
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    if ('server' in source) await dropLeftovers(client);
    const name = `yimen_test_${Date.now()}_${randomBytes(6).toString('hex')}`;
    await client.query(`create database ${name}`);
    const url = new URL(server);
    url.pathname = `/${name}`;
    return url.href;
  } finally {
    await client.end();
  }
}

/** On a server that outlives the run nothing else would remove them. */
async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    "select datname from pg_database where datname like 'yimen\\_test\\_%'",
  );
  for (const { datname } of rows) {
    const age = Date.now() - Number(datname.split('_')[2]);
    if (age > 3_600_000) await client.query(`drop database if exists "${datname}"`).catch(() => undefined);
  }
}

function findPrograms(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const debian = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(versions, version, 'bin'))
    : [];
  const candidates = [...debian, ...(process.env.PATH ?? '').split(delimiter)];
  return candidates.find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
}

/** The cluster of this run: the first worker that asks has it started, the others wait for it. */
async function sharedCluster(programs: string): Promise<string> {
  const folder = runFolder('postgres', './postgres-keeper.ts', programs);
  const ready = join(folder, 'ready');
  const failed = join(folder, 'failed');
  const deadline = performance.now() + startLimit;
  while (performance.now() < deadline) {
    if (existsSync(ready)) return readFileSync(ready, 'utf8');
    if (existsSync(failed)) throw new Error(`PostgreSQL did not start: ${readFileSync(failed, 'utf8')}`);
    await delay(25);
  }
  throw new Error(`PostgreSQL did not start within ${startLimit / 1000} s, see ${folder}`);
}

function sayOnce(text: string): void {
  try {
    writeFileSync(join(runFolder('sqlite', './folder-keeper.ts'), 'no-postgres'), '', { flag: 'wx' });
    process.stderr.write(text);
  } catch {
    // Another worker of this run has said it.
  }
}
