import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  authorizationUrl,
  password,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from '../sso-fixture.ts';

describe.each(testDatabases())('user names in the audit trail on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;
  let now = Date.now();

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: () => now });
    await sso.organise();
    await sso.person('WangFang');
    portal = await sso.relyingParty('portal');
  });
  afterAll(() => sso.close());

  const rows = () => sso.db.query.selectFrom('audit_event').selectAll().orderBy('sequence').execute();
  async function fail(username: string): Promise<string | null> {
    const browser = sso.browser();
    const page = await browser.open((await authorizationUrl(portal)).url);
    await browser.submit(page, { username, password: 'wrong' });
    return (await rows()).findLast(({ event }) => event === 'sign-in-failed')?.username ?? null;
  }

  it('never hold a password that was typed into the field of the name', async () => {
    const secret = 'Zhengtong-2026!';
    const first = await fail(secret);
    expect(first).toMatch(/^Z…\(15\)#[0-9a-f]{16}$/);
    expect(JSON.stringify(await rows())).not.toContain(secret);
    // The same one again is seen to be the same, another one to be another.
    expect(await fail(secret.toUpperCase())).toBe(first);
    expect(await fail('Zhengtong-2027!')).not.toBe(first);
  });

  it('hold the name of a person in clear, as she is called and not as it was typed', async () => {
    expect(await fail('wangfang')).toBe('WangFang');
  });

  it('are in every row that has a person', async () => {
    await signIn(sso.browser(), portal, { username: 'WangFang', secret: password });
    const hers = (await rows()).filter(({ sub }) => sub === 'p-WangFang');
    expect(hers.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['sign-in', 'authorization', 'token-granted']),
    );
    expect([...new Set(hers.map(({ username }) => username))]).toEqual(['WangFang']);
  });

  it('are those of the time: a new name is there within a minute', async () => {
    await sso.services.audit.record({ event: 'sign-out', outcome: 'success', sub: 'p-WangFang' });
    const person = {
      username: 'wang.fang',
      name: { 'zh-CN': '王芳', 'en-US': 'Wang Fang' },
      roles: ['staff'],
    };
    const answer = await sso.put('people/p-WangFang', person);
    expect(answer.ok, await answer.text()).toBe(true);
    now += 60_001;
    await sso.services.audit.record({ event: 'sign-out', outcome: 'success', sub: 'p-WangFang' });
    expect((await rows()).at(-1)?.username).toBe('wang.fang');
  });

  it('are nothing for a program, and keep the chain whole', async () => {
    await sso.services.audit.record({ event: 'token-granted', outcome: 'success', clientId: 'portal' });
    expect((await rows()).at(-1)?.username).toBeNull();
    await sso.settleAudit();
  });
});
