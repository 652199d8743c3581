import { Readable } from 'node:stream';
import { testDatabases } from '@yimen/database/testing';
import { describe, expect, it } from 'vitest';
import { testSecret } from '../test/sso-fixture.ts';
import { runCommand } from './run-command.ts';

type Result = { code: number; out: string; error: string };

async function run(
  databaseUrl: string,
  args: string[],
  o: { input?: string; secret?: string } = {},
): Promise<Result> {
  let out = '';
  let error = '';
  const [command = '', ...rest] = args;
  const code = await runCommand({
    command,
    args: rest,
    env: { YIMEN_DATABASE_URL: databaseUrl, YIMEN_SECRET: o.secret ?? testSecret },
    stdin: Readable.from(o.input ? [o.input] : []),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      error += text;
    },
  });
  return { code, out, error };
}

describe('one-time commands', () => {
  it('makes the first administrator once, with a password that is given or told once', async () => {
    const [database] = testDatabases();
    const url = await (database?.url() ?? '');
    const made = await run(url, ['bootstrap-admin', '--username', 'root', '--name', '张三']);
    expect(made.code).toBe(0);
    expect(JSON.parse(made.out)).toMatchObject({
      username: 'root',
      password: expect.stringMatching(/^.{20}$/),
    });
    const again = await run(url, ['bootstrap-admin', '--username', 'root2'], { input: 'A-long-password\n' });
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.error).toContain('an administrator exists already');
  });

  it('takes the password from standard input and does not repeat it', async () => {
    const [database] = testDatabases();
    const made = await run(await (database?.url() ?? ''), ['bootstrap-admin', '--username', 'root'], {
      input: 'A-long-password\n',
    });
    expect(made.code).toBe(0);
    expect(made.out).not.toContain('A-long-password');
    expect(JSON.parse(made.out)).not.toHaveProperty('password');
  });

  it('makes the administration client once and prints its secret', async () => {
    const [database] = testDatabases();
    const url = await (database?.url() ?? '');
    const made = await run(url, ['bootstrap-client', '--id', 'launcher', '--scope', 'sso:admin']);
    expect(JSON.parse(made.out)).toEqual({
      clientId: 'launcher',
      clientSecret: expect.stringMatching(/^[\w-]{43}$/),
    });
    const again = await run(url, ['bootstrap-client', '--id', 'launcher', '--scope', 'sso:admin']);
    expect(again.code).toBe(1);
    const replaced = await run(url, [
      'bootstrap-client',
      '--id',
      'launcher',
      '--scope',
      'sso:admin',
      '--replace',
    ]);
    expect(JSON.parse(replaced.out).clientSecret).not.toBe(JSON.parse(made.out).clientSecret);
    const unknown = await run(url, ['bootstrap-client', '--id', 'x', '--scope', 'sso:everything']);
    expect(unknown.error).toContain('unknown scope sso:everything');
  });

  it('says what is missing, and every mistake of the configuration at once', async () => {
    const [database] = testDatabases();
    const url = await (database?.url() ?? '');
    expect((await run(url, ['make-coffee'])).error).toContain('usage:');
    const bad = await run('mysql://x', ['bootstrap-client', '--id', 'x', '--scope', 'sso:admin'], {
      secret: 'short',
    });
    expect(bad.error).toContain('YIMEN_DATABASE_URL');
    expect(bad.error).toContain('YIMEN_SECRET');
  });
});
