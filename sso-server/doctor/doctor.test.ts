import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../commands/run-command.ts';
import { parseSyslog, startCollector, startDatagramCollector } from '../test/audit/syslog-collector.ts';
import { type LogoutReceiver, startLogoutReceiver } from '../test/logout-receiver.ts';
import { type Sso, signIn, startSso, testSecret } from '../test/sso-fixture.ts';
import type { Finding } from './finding.ts';

describe.each(testDatabases())('doctor on $name', (database) => {
  let sso: Sso;
  let receiver: LogoutReceiver;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    receiver = await startLogoutReceiver();
    const databaseUrl = await database.url();
    sso = await startSso({ databaseUrl });
    await sso.organise();
    await sso.person('wangfang');
    await sso.relyingParty('portal', { backchannelLogoutUri: `${receiver.url}/portal` });
    env = {
      YIMEN_DATABASE_URL: databaseUrl,
      YIMEN_SECRET: testSecret,
      YIMEN_ISSUER: sso.url,
      YIMEN_PUBLIC_URL: sso.url,
      YIMEN_PORT: new URL(sso.url).port,
    };
  });
  afterAll(async () => {
    await sso.close();
    await receiver.close();
  });

  async function doctor(overrides: NodeJS.ProcessEnv = {}, args = ['--json']) {
    let output = '';
    const exitCode = await runCommand({
      command: 'doctor',
      args,
      env: { ...env, ...overrides },
      stdin: Object.assign(
        (async function* () {
          yield '';
        })(),
        { isTTY: true },
      ),
      out: (text) => {
        output += text;
      },
      err: () => undefined,
    });
    return { exitCode, output };
  }

  async function findings(overrides: NodeJS.ProcessEnv = {}): Promise<Record<string, Finding[]>> {
    const { output } = await doctor(overrides);
    const all = (JSON.parse(output) as { findings: Finding[] }).findings;
    return Object.groupBy(all, ({ check }) => check) as Record<string, Finding[]>;
  }

  it('finds an installation in order while it runs, in both languages', async () => {
    receiver.answer.set('/portal', 400);
    const { exitCode, output } = await doctor();
    const { findings: all } = JSON.parse(output) as { exitCode: number; findings: Finding[] };
    // The cluster of the tests does not sync, and that is found: a production database must.
    const expected = database.name === 'postgres' ? ['durability'] : [];
    expect(all.filter(({ status }) => status !== 'ok').map(({ check }) => check)).toEqual(expected);
    expect(exitCode).toBe(expected.length === 0 ? 0 : 2);
    expect(new Set(all.map(({ check }) => check))).toEqual(
      new Set([
        ...[
          'configuration',
          'issuer',
          'tls',
          'proxy',
          'clock',
          'database',
          'durability',
          'migrations',
          'disk',
        ],
        ...['database-clock', 'secret', 'keys', 'disabled-accounts', 'logout-deliveries', 'clients'],
        'logout-endpoint',
        'audit',
        'syslog',
      ]),
    );
    for (const { text } of all) {
      expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(text['en-US']).not.toMatch(/\p{Script=Han}/u);
    }
    const people = await doctor({}, []);
    expect(people.output).toContain('✓ [issuer]');
    expect(people.output).toMatch(/正常 \d+，警告 0，故障 [01]/);
  });

  it('names a logout endpoint that is dead, forbidden or believes everything', async () => {
    receiver.answer.set('/portal', 200);
    const believing = (await findings())['logout-endpoint']?.[0];
    expect(believing).toMatchObject({
      status: 'warning',
      todo: { 'zh-CN': expect.stringContaining('校验') },
    });
    await sso.relyingParty('portal', { backchannelLogoutUri: 'http://127.0.0.1:9/out' });
    expect((await findings())['logout-endpoint']?.[0]).toMatchObject({ status: 'failure' });
    await sso.relyingParty('portal', { backchannelLogoutUri: 'http://169.254.169.254/out' });
    const forbidden = (await findings())['logout-endpoint']?.[0];
    expect(forbidden?.text['zh-CN']).toContain('不在允许的网段内');
    await sso.relyingParty('portal');
  });

  it('sends the syslog collector a message, and says when it is away or when it cannot know', async () => {
    const collector = await startCollector();
    const env = { YIMEN_SYSLOG_URL: `tcp://127.0.0.1:${collector.port}` };
    const found = (await findings({ ...env, YIMEN_SYSLOG_ENTERPRISE_NUMBER: '54321' })).syslog;
    expect(found).toMatchObject([{ status: 'ok' }]);
    expect(parseSyslog(collector.messages[0] ?? '')).toMatchObject({
      id: 'doctor',
      dataId: 'yimenAudit@54321',
    });
    await collector.close();
    expect((await findings(env)).syslog).toMatchObject([
      { status: 'failure', text: { 'en-US': expect.stringContaining('ECONNREFUSED') } },
      { status: 'warning', text: { 'en-US': expect.stringContaining('32473') } },
    ]);
    const datagrams = await startDatagramCollector();
    const udp = { YIMEN_SYSLOG_URL: `udp://127.0.0.1:${datagrams.port}` };
    expect((await findings(udp)).syslog?.[0]).toMatchObject({ status: 'warning' });
    await datagrams.has(1);
    await datagrams.close();
  });

  it('tells another secret from the right one', async () => {
    const found = await findings({ YIMEN_SECRET: Buffer.alloc(32, 9).toString('base64url') });
    expect(found.secret?.[0]).toMatchObject({ status: 'failure' });
    expect((await doctor({ YIMEN_SECRET: Buffer.alloc(32, 9).toString('base64url') })).exitCode).toBe(2);
  });

  it('says what is wrong with the configuration, the address and the proxy', async () => {
    expect((await findings({ YIMEN_SECRET: '' })).configuration?.[0]?.text['en-US']).toContain(
      'YIMEN_SECRET',
    );
    const away = { YIMEN_ISSUER: 'http://127.0.0.1:9', YIMEN_PUBLIC_URL: 'http://127.0.0.1:9' };
    expect((await findings(away)).issuer?.[0]).toMatchObject({ status: 'failure' });
    const proxied = await findings({ YIMEN_PORT: '4999' });
    expect(proxied.proxy?.[0]?.todo?.['en-US']).toContain('YIMEN_TRUST_PROXY=true');
    const direct = await findings({ YIMEN_TRUST_PROXY: 'true' });
    expect(direct.proxy?.[0]?.todo?.['en-US']).toContain('YIMEN_TRUST_PROXY=false');
  });

  it('finds disabled accounts with sessions, weak clients and a missing database', async () => {
    const party = await sso.relyingParty('old', {
      requirePkce: false,
      redirectUris: ['http://10.1.1.1/callback', 'http://127.0.0.1:9/old/callback'],
    });
    await signIn(sso.browser(), party);
    await sso.db.query
      .updateTable('person')
      .set({ is_active: false })
      .where('username', '=', 'wangfang')
      .execute();
    const found = await findings();
    expect(found['disabled-accounts']?.[0]).toMatchObject({ status: 'warning' });
    expect(found.clients?.[0]?.text['zh-CN']).toContain('old');
    const none = await findings({ YIMEN_DATABASE_URL: 'sqlite:/nowhere/at/all.db' });
    expect(none.database?.[0]).toMatchObject({ status: 'failure' });
  });
});
