import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabases } from '@yimen/database/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sendSyslog } from '../../audit/syslog/send-syslog.ts';
import { entryOf, formatSyslog } from '../../audit/syslog/syslog-message.ts';
import { type SsoConfig, ssoConfigSchema } from '../../config.ts';
import { startSso, testSecret } from '../sso-fixture.ts';
import { type Collector, parseSyslog, startCollector, startDatagramCollector } from './syslog-collector.ts';
import { createTestAuthority } from './test-certificates.ts';

const row = {
  ...{ sequence: 7, at: Date.UTC(2026, 10, 25, 1, 2, 3, 4), event: 'sign-in-failed', outcome: 'failure' },
  ...{ severity: 'info', sub: null, username: '王"芳]\\\n', client_id: 'portal', session_uid: null },
  ...{ ip: '10.1.2.3', user_agent: 'x', detail_json: { reason: 'wrong-password' } },
};
const sender = { facility: 13, enterpriseNumber: 32_473, hostname: 'sso.bureau.example' };

describe('a message (RFC 5424)', () => {
  const format = (overrides: Partial<typeof row> = {}, longest = 8192) =>
    formatSyslog(entryOf({ ...row, ...overrides }), sender, longest).toString('utf8');

  it('has the header of 6.2, structured data of 6.3 with its three escapes, and a text with BOM', () => {
    expect(format()).toBe(
      '<109>1 2026-11-25T01:02:03.004Z sso.bureau.example yimen-sso - sign-in-failed ' +
        '[yimenAudit@32473 sequence="7" event="sign-in-failed" outcome="failure" severity="info" ' +
        'username="王\\"芳\\]\\\\\ufffd" system="portal" address="10.1.2.3" userAgent="x" ' +
        'detail="{\\"reason\\":\\"wrong-password\\"\u007d"] \ufeffsign-in-failed failure 王"芳]\\\ufffd from 10.1.2.3',
    );
    expect(parseSyslog(format()).parameters).toMatchObject({
      username: '王"芳]\\\ufffd',
      detail: '{"reason":"wrong-password"}',
    });
  });

  it('says by its severity what somebody has to look at', () => {
    const severityOf = (overrides: Partial<typeof row>) => parseSyslog(format(overrides)).priority % 8;
    expect(severityOf({ severity: 'alert' })).toBe(1);
    expect(severityOf({ severity: 'warning' })).toBe(4);
    expect(severityOf({})).toBe(5);
    expect(severityOf({ outcome: 'success' })).toBe(6);
  });

  it('leaves out its longest values, whole, when it would be too long, and says which', () => {
    const long = format({ user_agent: '浏'.repeat(400), detail_json: { reason: 'x'.repeat(3000) } }, 2048);
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(2048);
    const { parameters } = parseSyslog(long);
    expect(parameters).toMatchObject({ truncated: 'detail', username: '王"芳]\\\ufffd' });
    expect(parameters.userAgent).toHaveLength(400);
    expect(parameters).not.toHaveProperty('detail');
  });
});

describe('the configuration of syslog', () => {
  const parse = (o: object) =>
    ssoConfigSchema.safeParse({ databaseUrl: 'sqlite:/tmp/none.db', secret: testSecret, ...o });
  it.each(['https://collector', 'tls://', 'tls://a:b@collector', 'tcp://collector/path', 'collector:514'])(
    'refuses the address %s',
    (syslogUrl) => {
      expect(parse({ syslogUrl }).error?.issues[0]?.path).toEqual(['syslogUrl']);
    },
  );
  it('refuses half a client certificate, TLS files without TLS, and a fingerprint that is none', () => {
    const tls = { syslogUrl: 'tls://[::1]' };
    expect(parse(tls).success).toBe(true);
    expect(parse({ ...tls, syslogCertificateFile: 'a.pem' }).success).toBe(false);
    expect(parse({ syslogUrl: 'tcp://collector', syslogCaFile: 'a.pem' }).success).toBe(false);
    expect(parse({ ...tls, syslogFingerprint: 'AA:BB' }).success).toBe(false);
  });
});

describe('sending', () => {
  let folder: string;
  let collectors: { close(): Promise<void> }[] = [];
  const plain = { syslogCaFile: '', syslogCertificateFile: '', syslogKeyFile: '', syslogFingerprint: '' };
  const two = ['一', '2\n2'].map((text) => Buffer.from(text));
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yimen-syslog-'));
  });
  afterEach(async () => {
    await Promise.all(collectors.map((collector) => collector.close()));
    collectors = [];
  });
  afterAll(() => rm(folder, { recursive: true }));
  const keep = <T extends { close(): Promise<void> }>(collector: T): T => {
    collectors.push(collector);
    return collector;
  };
  async function file(name: string, text: string): Promise<string> {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  }

  it('frames messages by their bytes on TCP, and is done when the collector has closed', async () => {
    const collector = keep(await startCollector());
    await sendSyslog({ ...plain, syslogUrl: `tcp://127.0.0.1:${collector.port}` }, two);
    expect(collector.messages).toEqual(['一', '2\n2']);
  });

  it('fails when the collector dies with bytes unread', async () => {
    const collector = keep(await startCollector());
    collector.breakAfter(1000);
    const many = Array.from({ length: 500 }, () => Buffer.alloc(4000, 'x'));
    await expect(
      sendSyslog({ ...plain, syslogUrl: `tcp://127.0.0.1:${collector.port}` }, many),
    ).rejects.toThrow();
  });

  it('sends each message in a datagram on UDP, and notices that nobody listens', async () => {
    const collector = await startDatagramCollector();
    const settings = { ...plain, syslogUrl: `udp://127.0.0.1:${collector.port}` };
    await sendSyslog(settings, two);
    await collector.has(2);
    expect(collector.messages).toEqual(['一', '2\n2']);
    await collector.close();
    await expect(sendSyslog(settings, two)).rejects.toThrow('ECONNREFUSED');
  });

  it('trusts on TLS the authority that it was given and no other, and shows its own certificate', async () => {
    const authority = await createTestAuthority('collector authority');
    const other = await createTestAuthority('another authority');
    const server = await authority.issue('collector', ['127.0.0.1']);
    const own = await authority.issue('yimen');
    const tls = { ...server, ca: authority.ca, requestCert: true, rejectUnauthorized: true };
    const collector = keep(await startCollector({ tls }));
    const settings = {
      ...{ ...plain, syslogUrl: `tls://127.0.0.1:${collector.port}` },
      syslogCaFile: await file('ca.pem', authority.ca),
      syslogCertificateFile: await file('own.pem', own.cert),
      syslogKeyFile: await file('own.key', own.key),
    };
    await sendSyslog(settings, two);
    expect(collector.messages).toEqual(['一', '2\n2']);

    const failing = async (change: object) =>
      await sendSyslog({ ...settings, ...change }, two).then(
        () => 'sent',
        (error: Error) => error.message,
      );
    expect(await failing({ syslogCaFile: await file('other.pem', other.ca) })).toMatch(/certificate/);
    // TLS 1.3: the collector refuses after our side of the handshake, when everything seems to be sent.
    expect(await failing({ syslogCertificateFile: '', syslogKeyFile: '' })).toMatch(/certificate required/i);
    expect(collector.messages).toHaveLength(2);

    const { fingerprint256 } = new X509Certificate(server.cert);
    expect(await failing({ syslogCaFile: '', syslogFingerprint: fingerprint256.toLowerCase() })).toBe('sent');
    const wrong = fingerprint256.replace(/^../, fingerprint256.startsWith('00') ? '11' : '00');
    expect(await failing({ syslogCaFile: '', syslogFingerprint: wrong })).toMatch(/fingerprint/);
    expect(collector.messages).toHaveLength(4);
  });

  it('does not send to a server whose certificate is for another address', async () => {
    const authority = await createTestAuthority('collector authority');
    const server = await authority.issue('collector', ['127.0.0.9']);
    const collector = keep(await startCollector({ tls: server }));
    const syslogCaFile = await file('ca2.pem', authority.ca);
    const settings = { ...plain, syslogUrl: `tls://127.0.0.1:${collector.port}`, syslogCaFile };
    await expect(sendSyslog(settings, two)).rejects.toThrow('127.0.0.9');
    expect(collector.messages).toEqual([]);
  });
});

describe.each(testDatabases())('the audit trail at a collector, on $name', (database) => {
  async function start(collector: { port: number }, databaseUrl: string) {
    const config: Partial<SsoConfig> = {
      syslogUrl: `tcp://127.0.0.1:${collector.port}`,
      syslogEnterpriseNumber: 54_321,
    };
    return await startSso({ databaseUrl, config, sealEveryMs: 3_600_000 });
  }
  type Started = Awaited<ReturnType<typeof start>>;
  const record = (sso: Started, count: number, username: string) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        sso.services.audit.record({
          ...{ event: 'sign-in' as const, outcome: 'success' as const },
          username: `${username}${index}`,
        }),
      ),
    );
  const namesOf = (collector: Collector) =>
    collector.messages
      .map((message) => parseSyslog(message).parameters.username)
      // Not the making of the installation's keys.
      .filter((username) => username !== undefined);

  it('has every row in order, goes on where it stopped after outage and restart, and delays nobody', async () => {
    const databaseUrl = await database.url();
    const collector = await startCollector();
    let sso = await start(collector, databaseUrl);
    await record(sso, 3, 'a');
    await sso.settleAudit();
    await sso.settleSyslog();
    expect(namesOf(collector)).toEqual(['a0', 'a1', 'a2']);
    expect(parseSyslog(collector.messages.at(-1) ?? '')).toMatchObject({
      ...{ dataId: 'yimenAudit@54321', hostname: '127.0.0.1', app: 'yimen-sso', id: 'sign-in' },
      priority: 13 * 8 + 6,
    });

    // Away: what happens meanwhile waits, and whoever causes it does not.
    const { port } = collector;
    await collector.close();
    await record(sso, 2, 'b');
    await sso.settleAudit();
    await sso.settleSyslog();
    const metrics = async () => await (await fetch(`${sso.url}/metrics`)).text();
    expect(await metrics()).toMatch(/^yimen_sso_audit_syslog_waiting_rows\S* 2$/m);
    await sso.close();

    const again = await startCollector({ port });
    sso = await start(again, databaseUrl);
    await sso.settleSyslog();
    expect(namesOf(again)).toEqual(['b0', 'b1']);
    expect(await metrics()).toMatch(/^yimen_sso_audit_syslog_waiting_rows\S* 0$/m);
    await sso.close();
    await again.close();
  });

  it('sends again what the collector did not take to the end', async () => {
    const collector = await startCollector();
    const sso = await start(collector, await database.url());
    collector.breakAfter(20_000);
    await record(sso, 400, 'c');
    await sso.settleAudit();
    await sso.settleSyslog();
    collector.breakAfter(undefined);
    await sso.settleSyslog();
    const names = namesOf(collector);
    expect(new Set(names).size).toBe(400);
    // At least once: the beginning came twice.
    expect(names.slice(-400)).toEqual(Array.from({ length: 400 }, (_, index) => `c${index}`));
    await sso.close();
    await collector.close();
  });

  it('is sent by one process, and goes on when that one was killed', async () => {
    const collector = await startCollector();
    const sso = await start(collector, await database.url());
    const heldUntil = (held_until_at: number) =>
      sso.db.query.updateTable('audit_forward').set({ holder: 'another process', held_until_at }).execute();
    await sso.settleSyslog();
    await heldUntil(Date.now() + 50_000);
    await record(sso, 1, 'f');
    await sso.settleAudit();
    await sso.settleSyslog();
    // A file of SQLite has no other process: whoever held the row is dead.
    expect(namesOf(collector)).toEqual(database.name === 'sqlite' ? ['f0'] : []);
    await heldUntil(Date.now() - 1);
    await sso.settleSyslog();
    expect(namesOf(collector)).toEqual(['f0']);
    await sso.close();
    await collector.close();
  });

  it('lets a sign-in through while the collector hangs', async () => {
    const hanging = createServer((socket) => void socket.pause());
    await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
    const address = hanging.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const sso = await start({ port }, await database.url());
    await record(sso, 500, 'd');
    await sso.settleAudit();
    const connected = new Promise((resolve) => hanging.once('connection', resolve));
    void sso.settleSyslog();
    await connected;
    // It is being waited for, up to 10 s: meanwhile events are recorded and linked as ever.
    const begin = performance.now();
    await record(sso, 50, 'e');
    await sso.settleAudit();
    expect(performance.now() - begin).toBeLessThan(5_000);
    // And it is not waited for at the end.
    await sso.close();
    expect(performance.now() - begin).toBeLessThan(9_000);
    hanging.close();
  });
});
