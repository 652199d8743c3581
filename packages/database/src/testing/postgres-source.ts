import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
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
  if ('server' in source) return await createDatabase(source.server, dropLeftovers);
  return await createDatabase(await sharedCluster(source.programs));
}

/**
 * Dumps a database and restores it into a second cluster, whose transaction ids begin anew.
 * @returns the URL of what was restored; undefined where PostgreSQL's programs are not installed
 * @throws Error with what pg_dump or psql says
 */
export async function restoreElsewhere(url: string): Promise<string | undefined> {
  const programs = findPrograms();
  if (programs === undefined || !existsSync(join(programs, 'pg_dump'))) return undefined;
  const run = promisify(execFile);
  const target = await createDatabase(await sharedCluster(programs, 'postgres-elsewhere'));
  const file = join(runFolder('sqlite', './folder-keeper.ts'), `${randomBytes(6).toString('hex')}.sql`);
  await run(join(programs, 'pg_dump'), ['--no-owner', '--file', file, url]);
  await run(join(programs, 'psql'), ['-q', '-v', 'ON_ERROR_STOP=1', '-f', file, target]);
  return target;
}

async function createDatabase(
  server: string,
  prepare?: (client: pg.Client) => Promise<void>,
): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await prepare?.(client);
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

/**
 * A cluster of this run: the first worker that asks has it started, the others wait for it.
 * @param kind another one for another kind
 */
async function sharedCluster(programs: string, kind = 'postgres'): Promise<string> {
  const folder = runFolder(kind, './postgres-keeper.ts', programs);
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
