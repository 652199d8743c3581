import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passSecondFactor } from '../second-factor.ts';
import { password, type RelyingPartyKit, type Sso, signIn, startSso } from '../sso-fixture.ts';

const sections = [
  { path: '/account/sessions', title: '我的登录', titleEn: 'Where I am signed in' },
  { path: '/account/password', title: '修改密码', titleEn: 'Change password' },
  { path: '/account/factors', title: '二次验证方式', titleEn: 'Second factors' },
];

describe.each(testDatabases())('账号与安全 on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.person('wangfang');
    await sso.person('lina');
    portal = await sso.relyingParty('portal');
  });
  afterAll(() => sso.close());

  it.each(sections)('leads whoever is not signed in through sign-in back to $path', async (section) => {
    const browser = sso.browser();
    const form = await browser.open(section.path);
    expect(form.body).toContain('登录后进入「账号与安全」');
    const page = await browser.submit(form, { username: 'lina', password });
    expect([page.status, page.url]).toEqual([200, sso.url + section.path]);
    expect(page.body).toContain(`<h1>${section.title}</h1>`);
  });

  it('keeps what was posted without a session from happening, and asks to sign in', async () => {
    const answer = await sso.browser().open('/account/password', {
      method: 'POST',
      body: new URLSearchParams({ current: password, password: 'Quiet-harbour-1', again: 'Quiet-harbour-1' }),
      headers: { origin: sso.url },
    });
    expect(answer.body).toContain('id="password"');
    await signIn(sso.browser(), portal, { username: 'lina' });
  });

  it('has one navigation, one way back and both languages on every page', async () => {
    const browser = sso.browser();
    await signIn(browser, portal);
    for (const section of sections) {
      const page = await browser.open(section.path);
      const links = [...page.body.matchAll(/<li[^>]*><a href="([^"]+)" ?(aria-current="page")?/g)];
      expect(links.map(([, to]) => to)).toEqual([...sections.map(({ path }) => path), sso.config.portalUrl]);
      expect(links.filter(([, , current]) => current).map(([, to]) => to)).toEqual([section.path]);
      expect(page.body).toContain('姓名wangfang（wangfang）');
      expect(page.body.length).toBeLessThan(30_000);
      const english = await sso.browser().open(`/locale?to=en-US&back=${section.path}`);
      expect(english.body).toContain('to continue to Account and security');
      const copy = browser.fork();
      const inEnglish = await copy.open(`/locale?to=en-US&back=${section.path}`);
      for (const text of [section.titleEn, 'Back to the portal', 'Account and security']) {
        expect(inEnglish.body).toContain(text);
      }
    }
    expect((await browser.open('/account')).url).toBe(`${sso.url}/account/sessions`);
  });

  it('leads only to pages of its own, and never round in circles', async () => {
    const browser = sso.browser();
    const lost = await browser.open('/account/signed-in?state=https://evil.example&error=access_denied');
    expect([lost.status, lost.url.startsWith(sso.url)]).toEqual([401, true]);
    expect(lost.body).toContain('access_denied');
    await signIn(browser, portal);
    const elsewhere = await browser.open('/account/signed-in?state=//evil.example');
    expect(elsewhere.status).toBe(401);
    // Whoever is disabled meanwhile gets the form, not a redirect without end.
    await sso.person('leaver');
    const left = sso.browser();
    await signIn(left, portal, { username: 'leaver' });
    await sso.db.query
      .updateTable('person')
      .set({ is_active: false })
      .where('sub', '=', 'p-leaver')
      .execute();
    expect((await left.open('/account/sessions')).body).toContain('id="password"');
  });

  it('is no system to administrators, gives no tokens, and asks administrators for their second factor', async () => {
    const bearer = await sso.administrator('system-administrator');
    const list = await sso.administer('GET', 'relying-parties', { bearer });
    expect(JSON.stringify(await list.json())).not.toContain('_account');
    const taken = await sso.put('relying-parties/_account', {
      name: { 'zh-CN': '冒充', 'en-US': 'x' },
      redirectUris: ['http://127.0.0.1:9/x'],
    });
    expect(taken.status).toBe(400);
    const browser = sso.browser();
    const form = await browser.open('/account/sessions');
    const second = await browser.submit(form, { username: 'system-administrator', password });
    expect(second.url).toContain('/interaction/');
    const page = await passSecondFactor(browser, second, 'system-administrator');
    expect(page.url).toBe(`${sso.url}/account/sessions`);
    const tokens = await sso.db.query
      .selectFrom('audit_event')
      .select('sequence')
      .where('event', '=', 'token-granted')
      .where('client_id', '=', '_account')
      .execute();
    expect(tokens).toEqual([]);
  });
});
