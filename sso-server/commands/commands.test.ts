import { Readable } from 'node:stream';
import { openDatabase } from '@yimen/database';
import { testDatabases } from '@yimen/database/testing';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrations, type SsoDatabase } from '../app.ts';
import { startSso, testSecret } from '../test/sso-fixture.ts';
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
  it('makes the three first administrators once, with passwords that are told once', async () => {
    const [database] = testDatabases();
    const url = await (database?.url() ?? '');
    const made = await run(url, ['bootstrap-admin', '--system', 'sys']);
    expect(made.code).toBe(0);
    const password = expect.stringMatching(/^.{20}$/);
    expect(JSON.parse(made.out)).toMatchObject({
      administrators: [
        { username: 'sys', role: 'system-administrator', password },
        { username: 'secadmin', role: 'security-administrator', password },
        { username: 'auditor', role: 'audit-administrator', password },
      ],
    });
    const again = await run(url, ['bootstrap-admin', '--system', 'another']);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.error).toContain('the installation is finished');
    expect(JSON.parse((await run(url, ['finish-installation'])).out)).toEqual({ finished: true });
  });

  it('takes the passwords from standard input and does not repeat them', async () => {
    const [database] = testDatabases();
    const url = await (database?.url() ?? '');
    const few = await run(url, ['bootstrap-admin'], { input: 'A-long-password\n' });
    expect(few.error).toContain('needs 3 passwords');
    const input = 'A-long-password-1\nA-long-password-2\r\nA-long-password-3\n';
    const made = await run(url, ['bootstrap-admin'], { input });
    expect(made.code).toBe(0);
    expect(made.out).not.toContain('A-long-password');
    for (const one of JSON.parse(made.out).administrators) expect(one).not.toHaveProperty('password');
  });

  it('does not finish an installation that lacks an administrator', async () => {
    const [database] = testDatabases();
    const answer = await run(await (database?.url() ?? ''), ['finish-installation']);
    expect(answer).toMatchObject({ code: 1, out: '' });
    expect(answer.error).toContain('audit-administrator');
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

  it.each(testDatabases())('tells by its exit code whether the trail on $name is whole', async (database) => {
    const url = await database.url();
    await run(url, ['bootstrap-admin']);
    const sso = await startSso({ databaseUrl: url });
    await sso.services.audit.record({ event: 'sign-in', outcome: 'failure', username: 'somebody' });
    await sso.settleAudit();
    await sso.close();
    const whole = await run(url, ['verify-audit']);
    expect([whole.code, JSON.parse(whole.out).ok]).toEqual([0, true]);
    expect((await run(url, ['verify-audit', '--anchor', `1:${'0'.repeat(64)}`])).code).toBe(1);

    const db = await openDatabase<SsoDatabase>({ url, migrations });
    const update = db.query.updateTable('audit_event').set({ outcome: 'success' });
    await expect(update.where('event', '=', 'sign-in').execute()).rejects.toThrow(/append-only/);
    const table = db.dialect === 'postgres' ? ' on audit_event' : '';
    await sql.raw(`drop trigger audit_event_no_update${table}`).execute(db.query);
    await update.where('event', '=', 'sign-in').execute();
    await db.close();
    const broken = await run(url, ['verify-audit']);
    expect([broken.code, JSON.parse(broken.out).broken.what]).toEqual([1, 'changed']);
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
