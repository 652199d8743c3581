import { testDatabases } from '@yimen/database/testing';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LogoutReceiver, startLogoutReceiver } from './logout-receiver.ts';
import { authorizationUrl, type RelyingPartyKit, type Sso, signIn, startSso } from './sso-fixture.ts';

const section = { 'zh-CN': '迁移科', 'en-US': 'Section' };

// sso-peers.md row 6: a right that came from the place of a unit in the tree goes with that place.
describe.each(testDatabases())('a unit that moves on $name', (database) => {
  let sso: Sso;
  let receiver: LogoutReceiver;
  let portal: RelyingPartyKit;
  let bureauOnly: RelyingPartyKit;
  const told = () => receiver.received.map(({ path, token }) => `${path} ${decodeJwt(token).sub}`).sort();

  beforeAll(async () => {
    receiver = await startLogoutReceiver();
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    portal = await sso.relyingParty('portal', { backchannelLogoutUri: `${receiver.url}/portal` });
    bureauOnly = await sso.relyingParty('bureau-only', {
      backchannelLogoutUri: `${receiver.url}/bureau-only`,
      whoMayUse: { units: ['bureau'], roles: ['payment-reviewer'] },
    });
  });
  beforeEach(async () => {
    await sso.put('units/department', { name: section, parentId: 'bureau' });
    await sso.put('units/section', { name: section, parentId: 'department' });
    await sso.person('below', { unitId: 'section' });
    await sso.person('reviewer', { unitId: 'section', roles: ['staff', 'payment-reviewer'] });
    await sso.person('elsewhere', { unitId: 'payment-centre' });
    await sso.settleLogout();
    receiver.received.length = 0;
  });
  afterAll(async () => {
    await sso.close();
    await receiver.close();
  });

  async function signEverybodyIn() {
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'below' });
    await signIn(browser, bureauOnly, { username: 'below' });
    for (const username of ['reviewer', 'elsewhere']) await signIn(sso.browser(), bureauOnly, { username });
    return browser;
  }

  async function expectOneLeaver(browser: ReturnType<Sso['browser']>) {
    await sso.settleLogout();
    expect(told()).toEqual(['/bureau-only p-below']);
    const visit = await browser.open((await authorizationUrl(bureauOnly)).url);
    expect(visit.body).toContain('access_denied');
    // Her session goes on.
    await signIn(browser, portal, { username: 'below', extra: { prompt: 'none' } });
  }

  it('ends the sessions at systems that its people, and those below it, may not use any more', async () => {
    const browser = await signEverybodyIn();
    await sso.put('units/department', { name: { ...section, 'zh-CN': '另名' }, parentId: 'bureau' });
    await sso.settleLogout();
    expect(told()).toEqual([]);
    await sso.put('units/department', { name: section, parentId: 'edu' });
    await expectOneLeaver(browser);
  });

  it('does so when a file moves it', async () => {
    const browser = await signEverybodyIn();
    const bearer = await sso.adminToken();
    const answer = await fetch(`${sso.url}/api/admin/imports?kind=units`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'text/csv' },
      body: '单位编号,名称,上级单位编号\ndepartment,迁移处,edu\n',
    });
    const { id, mistakes } = (await answer.json()) as { id: string; mistakes: unknown[] };
    expect(mistakes).toEqual([]);
    const committed = await sso.administer('POST', `imports/${id}/commit`, { bearer, body: {} });
    expect(committed.status).toBe(202);
    await sso.settlePeople();
    await expectOneLeaver(browser);
  });
});
