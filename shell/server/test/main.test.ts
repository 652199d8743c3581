import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { testDatabases } from '@yimen/database/testing';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const [database] = testDatabases();

/** The program with an environment; `until` is text of its output to wait for. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH ?? '', ...env } });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const until = async (text: string) => {
    while (!output.includes(text)) {
      if (child.exitCode !== null) throw new Error(output);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, exit, until, output: () => output };
}

describe('main', () => {
  it('starts from its environment, serves, and closes on SIGTERM', async () => {
    const program = start({
      YIMEN_PORT: '0',
      YIMEN_PUBLIC_URL: 'http://localhost:4000',
      YIMEN_DATABASE_URL: (await database?.url()) ?? '',
      YIMEN_ISSUER: 'http://localhost:4100',
      YIMEN_CLIENT_ID: 'portal',
      YIMEN_CLIENT_SECRET: 'a-secret-of-the-tests',
      YIMEN_SECRET: randomBytes(32).toString('base64url'),
    });
    await program.until('"listening"');
    const port = /"event":"listening".*?"port":(\d+)/.exec(program.output())?.[1];
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    program.child.kill('SIGTERM');
    expect(await program.exit).toBe(0);
    expect(program.output()).not.toContain('a-secret-of-the-tests');
  });

  it('names every mistake of its configuration', async () => {
    const program = start({ YIMEN_PORT: 'many', YIMEN_PREFETCH_TIMEOUT: '1' });
    expect(await program.exit).toBe(1);
    for (const name of [
      'YIMEN_PORT',
      'YIMEN_DATABASE_URL',
      'YIMEN_SECRET',
      'YIMEN_ISSUER',
      'YIMEN_PREFETCH_TIMEOUT',
    ]) {
      expect(program.output()).toContain(name);
    }
  });
});
