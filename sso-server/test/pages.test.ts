import { testDatabases } from '@yimen/database/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  authorizationUrl,
  exchangeCode,
  password,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from './sso-fixture.ts';

// The pages are the same on every database.
const [database] = testDatabases();

describe('[D13] pages', () => {
  let sso: Sso;
  let portal: RelyingPartyKit;

  beforeAll(async () => {
    if (!database) throw new Error('no database to test on');
    sso = await startSso({
      databaseUrl: await database.url(),
      config: { signInNotice: '演示系统：<数据>均为虚构', signInNoticeEn: 'Demonstration' },
    });
    await sso.organise();
    await sso.person('wangfang');
    portal = await sso.relyingParty('portal', { name: { 'zh-CN': '一门门户', 'en-US': 'Yimen portal' } });
  });
  afterAll(() => sso.close());
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is Chinese first, whatever the browser prefers, with labelled fields', async () => {
    const page = await sso
      .browser({ 'accept-language': 'en-US,en' })
      .open((await authorizationUrl(portal)).url);
    expect(page.status).toBe(200);
    expect(page.body).toContain('<html lang="zh-CN">');
    expect(page.body).toContain('<label for="username">用户名</label>');
    expect(page.body).toContain('<label for="password">密码</label>');
    expect(page.body).toMatch(/<button[^>]*type="submit"[^>]*>登录<\/button>/);
    expect(page.body).toContain('登录后进入「一门门户」');
    expect(page.body).toContain('演示系统：&lt;数据&gt;均为虚构');
  });

  it('loads nothing, runs nothing, is framed by nobody and stays small', async () => {
    const browser = sso.browser();
    const signInPage = await browser.open((await authorizationUrl(portal)).url);
    const wrong = await browser.submit(signInPage, { username: 'wangfang', password: 'wrong' });
    const missing = await browser.open('/interaction/does-not-exist');
    const signedOut = await browser.open('/signed-out');
    const bad = await browser.open('/auth?client_id=nobody');
    const nowhere = await browser.open('/nowhere');
    for (const page of [signInPage, wrong, missing, signedOut, bad, nowhere]) {
      expect(Buffer.byteLength(page.body)).toBeLessThan(30_000);
      expect(page.body).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son\w+=/);
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(policy).not.toContain('form-action');
      expect(page.headers.get('cache-control')).toContain('no-store');
    }
  });

  it('switches the language by a link and remembers it; ui_locales asks for one', async () => {
    const browser = sso.browser();
    const page = await browser.open((await authorizationUrl(portal)).url);
    const link = /href="(\/locale[^"]+)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const english = await browser.open(link);
    expect(english.url).toBe(page.url);
    expect(english.body).toContain('<label for="username">User name</label>');
    expect(english.body).toContain('to continue to Yimen portal');
    const asked = await sso.browser().open((await authorizationUrl(portal, { ui_locales: 'fr en' })).url);
    expect(asked.body).toContain('<html lang="en-US">');
    for (const back of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
      const visit = await browser.request(`/locale?to=zh-CN&back=${encodeURIComponent(back)}`);
      expect(visit.headers.get('location')).toBe('/signed-out');
    }
  });

  it('says in plain sentences what went wrong, and keeps the name that was typed', async () => {
    const browser = sso.browser();
    const page = await browser.open((await authorizationUrl(portal)).url);
    const wrong = await browser.submit(page, { username: 'wang"fang', password: 'nope' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('role="alert"');
    expect(wrong.body).toContain('用户名或密码不正确');
    expect(wrong.body).toContain('value="wang&quot;fang"');
    expect(wrong.body).not.toContain('nope');
    const empty = await browser.submit(wrong, { username: '', password: '' });
    expect(empty.body).toContain('请输入用户名和密码');
    expect((await browser.submit(empty, { username: 'ＷangFang ', password })).url).toContain('code=');
  });

  it('takes a form only from its own page', async () => {
    const browser = sso.browser();
    const page = await browser.open((await authorizationUrl(portal)).url);
    const form = { method: 'POST', body: new URLSearchParams({ username: 'wangfang', password }) };
    const foreign = await browser.request(page.url, { ...form, headers: { origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
    const crossSite = await browser.request(page.url, {
      ...form,
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(crossSite.status).toBe(403);
    // Another browser that knows the address but does not have the cookie.
    const stranger = await sso.browser().request(page.url, form);
    expect(stranger.status).toBe(404);
    expect((await browser.submit(page, { username: 'wangfang', password })).url).toContain('code=');
  });

  it('offers to begin again when the page has expired, and begins again by itself when it was finished', async () => {
    const browser = sso.browser();
    const request = await authorizationUrl(portal);
    const page = await browser.open(request.url);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 3_600_000 });
    const expired = await browser.submit(page, { username: 'wangfang', password });
    expect(expired.status).toBe(410);
    expect(expired.body).toContain('登录页面已过期');
    const link =
      /class="button" href="(\/auth[^"]+)"/.exec(expired.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const again = await browser.open(link);
    const visit = await browser.submit(again, { username: 'wangfang', password });
    await exchangeCode(portal, request, visit.url);
    // The back button: the page of a finished sign-in.
    expect((await browser.open(again.url)).url).toContain('code=');
    const resume = await browser.open(again.url.replace('/interaction/', '/auth/'));
    expect(resume.url).toContain('code=');
  });

  it('ends a session at its idle and at its absolute limit; work elsewhere keeps it alive', async () => {
    const { refreshTokenGrant } = await import('openid-client');
    const start = Date.now();
    const browser = sso.browser();
    let tokens = await signIn(browser, portal);
    const idle = sso.services.limits.idleSeconds * 1000;
    // Refreshing every hour and a half, the session outlives its idle limit of two hours…
    for (let round = 1; round <= 4; round++) {
      vi.useFakeTimers({ toFake: ['Date'], now: start + round * idle * 0.75 });
      tokens = (await refreshTokenGrant(portal.configuration, String(tokens.refresh_token))) as typeof tokens;
    }
    expect((await browser.open((await authorizationUrl(portal)).url)).url).toContain('code=');
    // …but not twelve hours.
    for (let round = 5; round <= 7; round++) {
      vi.useFakeTimers({ toFake: ['Date'], now: start + round * idle * 0.75 });
      tokens = (await refreshTokenGrant(portal.configuration, String(tokens.refresh_token))) as typeof tokens;
    }
    vi.useFakeTimers({ toFake: ['Date'], now: start + sso.config.sessionAbsoluteHours * 3_600_000 + 1000 });
    await expect(refreshTokenGrant(portal.configuration, String(tokens.refresh_token))).rejects.toMatchObject(
      {
        error: 'invalid_grant',
      },
    );
    expect((await browser.open((await authorizationUrl(portal)).url)).body).toContain('id="password"');
  });

  it('survives garbage in cookies and parameters', async () => {
    const browser = sso.browser();
    for (const name of [
      'yimen_sso_session',
      'yimen_sso_session.sig',
      'yimen_sso_locale',
      'yimen_sso_device',
    ]) {
      browser.setCookie(name, '%%%garbage');
    }
    const request = await authorizationUrl(portal);
    const page = await browser.open(request.url);
    expect(page.body).toContain('id="password"');
    expect((await browser.submit(page, { username: 'wangfang', password })).url).toContain('code=');
    for (const path of [
      '/auth?client_id=portal&client_id=portal',
      '/auth?client_id[]=x',
      '/auth/../x',
      '/interaction/%00',
      '/session/end?state[]=1',
    ]) {
      expect((await browser.open(path)).status, path).toBeLessThan(500);
    }
  });
});
