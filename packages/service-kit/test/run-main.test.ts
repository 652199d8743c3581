import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { eventually, send } from './serve.ts';

const folder = mkdtempSync(join(tmpdir(), 'yimen-main-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let number = 0;

const environment = {
  PATH: process.env.PATH,
  YIMEN_PORT: '0',
  YIMEN_PUBLIC_URL: 'http://localhost',
  YIMEN_DATABASE_URL: 'sqlite:/tmp/unused.db',
  YIMEN_ISSUER: 'http://localhost:4100',
  YIMEN_CLIENT_ID: 'program',
  YIMEN_CLIENT_SECRET: 'a-long-client-secret',
  YIMEN_SECRET: Buffer.alloc(32, 7).toString('base64url'),
};

type Program = {
  child: ChildProcess;
  out: () => string;
  err: () => string;
  journal: () => string;
  ended: Promise<unknown>;
};

function startProgram(env: NodeJS.ProcessEnv = environment): Program {
  const journal = join(folder, `journal-${number++}`);
  const file = fileURLToPath(new URL('./processes/program.ts', import.meta.url));
  const child = spawn(process.execPath, [file, journal], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
  return { child, out: () => out, err: () => err, journal: () => readFileSync(journal, 'utf8'), ended };
}

async function urlOf(program: Program): Promise<string> {
  const port = () => /"event":"listening".*"port":(\d+)/.exec(program.out())?.[1];
  await eventually(port).toBeDefined();
  return `http://127.0.0.1:${port()}`;
}

describe('runMain', () => {
  it('drains on SIGTERM: the request under way is answered, then the database is closed, exit 0', async () => {
    const program = startProgram();
    const url = await urlOf(program);
    const slow = send(`${url}/slow`);
    await eventually(program.journal).toContain('slow begins');
    program.child.kill('SIGTERM');
    expect((await slow).body.toString()).toBe('done');
    expect(await program.ended).toBe(0);
    expect(program.journal().trim().split('\n').toSorted()).toEqual([
      'database closed',
      'draining',
      'slow begins',
      'slow ends',
    ]);
    expect(program.journal()).toMatch(/slow ends\ndatabase closed\n$/);
  });

  it('ends at once at the second signal', async () => {
    const program = startProgram();
    const url = await urlOf(program);
    const hanging = send(`${url}/hang`).catch(() => 'cut');
    await send(url);
    program.child.kill('SIGINT');
    await eventually(program.err).toContain('stopping');
    program.child.kill('SIGINT');
    expect(await program.ended).toBe(1);
    expect(await hanging).toBe('cut');
  });

  it('lists every mistake of the configuration and exits with 1', async () => {
    const program = startProgram({ ...environment, YIMEN_PORT: 'x', YIMEN_SECRET: '' });
    expect(await program.ended).toBe(1);
    expect(program.err()).toMatch(/YIMEN_PORT: .*\n\s*YIMEN_SECRET: is not set/);
  });

  it('exits with 1 when the port is taken', async () => {
    const first = startProgram();
    const port = new URL(await urlOf(first)).port;
    const second = startProgram({ ...environment, YIMEN_PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.err()).toContain('EADDRINUSE');
  });

  it('does not live on after an error that nobody caught', async () => {
    const program = startProgram();
    const url = await urlOf(program);
    await send(`${url}/crash`).catch(() => undefined);
    expect(await program.ended).toBe(1);
    expect(program.err()).toContain('nobody caught this');
  });
});
