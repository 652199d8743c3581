import { testDatabases } from '@yimen/database/testing';
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from './browser.ts';
import { authorizationUrl, type RelyingPartyKit, type Sso, signIn, startSso } from './sso-fixture.ts';

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36';
const phone =
  'Mozilla/5.0 (Linux; Android 14; ALN) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0';

// sso-peers.md row 8.
describe.each(testDatabases())('own sessions on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;
  let budget: RelyingPartyKit;
  let username: string;
  let count = 0;
  let now = Date.now();

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: () => now });
    await sso.organise();
    portal = await sso.relyingParty('portal');
    budget = await sso.relyingParty('budget');
  });
  beforeEach(async () => {
    now = Date.now();
    username = `person-${++count}`;
    await sso.person(username);
  });
  afterAll(() => sso.close());

  const desktop = () => sso.browser({ 'user-agent': chrome });
  const mobile = () => sso.browser({ 'user-agent': phone });
  const isSignedIn = async (browser: Browser) =>
    (await browser.open((await authorizationUrl(budget)).url)).url.includes('code=');

  it('shows device, address, times and systems, in both languages, without JavaScript', async () => {
    const browser = desktop();
    await signIn(browser, portal, { username });
    now += 1_000;
    await signIn(browser, budget);
    await signIn(mobile(), portal, { username });
    const page = await browser.open('/account/sessions');
    expect(page.status).toBe(200);
    for (const text of [
      'Chrome 130 · Windows 10/11',
      '微信 8 · Android 14',
      '127.0.0.1',
      '本机',
      '系统portal、系统budget',
    ]) {
      expect(page.body).toContain(text);
    }
    expect(page.body).not.toContain('<script');
    expect(page.body.length).toBeLessThan(30_000);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'none'");
    const english = await browser.open('/locale?to=en-US&back=/account/sessions');
    for (const text of ['WeChat 8 · Android 14', 'this device', 'Systems opened']) {
      expect(english.body).toContain(text);
    }
  });

  it('asks whoever is not signed in to sign in', async () => {
    const page = await sso.browser().open('/account/sessions');
    expect(page.url).toContain('/interaction/');
    expect(page.body).toContain('id="password"');
    const forged = await sso.browser().open('/account/sessions/end-others', {
      method: 'POST',
      body: new URLSearchParams(),
      headers: { origin: sso.url },
    });
    expect(forged.url).toContain('/interaction/');
  });

  it('ends one, and its tokens with it', async () => {
    const browser = desktop();
    const other = mobile();
    await signIn(browser, portal, { username });
    const tokens = await signIn(other, portal, { username });
    const page = await browser.open('/account/sessions');
    const done = await browser.submit(page, {}, '/end');
    expect(done.body).toContain('已结束该设备上的登录');
    expect(done.body).not.toContain('name="session"');
    await expect(
      client.refreshTokenGrant(portal.configuration, String(tokens.refresh_token)),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
    expect(await isSignedIn(other)).toBe(false);
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('ends all others and says when there is none', async () => {
    const browser = desktop();
    const others = [mobile(), desktop()];
    await signIn(browser, portal, { username });
    for (const other of others) await signIn(other, portal, { username });
    const done = await browser.submit(await browser.open('/account/sessions'), {}, '/end-others');
    expect(done.body).toContain('已结束其他全部登录');
    expect(done.body).toContain('没有其他设备登录您的账号');
    expect(done.body).not.toContain('end-others');
    for (const other of others) expect(await isSignedIn(other)).toBe(false);
  });

  it('cannot be driven from elsewhere, nor end a session of somebody else', async () => {
    await sso.person('victim');
    const victim = desktop();
    await signIn(victim, portal, { username: 'victim' });
    const [theirs] = await sso.db.query
      .selectFrom('session')
      .select('uid')
      .where('account_id', '=', 'p-victim')
      .execute();
    const browser = desktop();
    await signIn(browser, portal, { username });
    const other = mobile();
    await signIn(other, portal, { username });
    const [, proof = ''] =
      /name="proof" value="([^"]+)"/.exec((await browser.open('/account/sessions')).body) ?? [];
    const post = (body: Record<string, string>, headers: Record<string, string>, by = browser) =>
      by.open('/account/sessions/end', { method: 'POST', body: new URLSearchParams(body), headers });
    const own = { origin: sso.url };
    const taken = await post({ proof, session: theirs?.uid ?? '' }, own);
    expect(taken.body).toContain('该登录此前已经结束');
    expect(await isSignedIn(victim)).toBe(true);
    expect((await post({ proof, session: 'x' }, { origin: 'https://evil.example' })).status).toBe(403);
    const [, uid = ''] =
      /name="session" value="([^"]+)"/.exec((await browser.open('/account/sessions')).body) ?? [];
    // Without the proof of this very session nothing happens, also from a page of the same site.
    await post({ session: uid }, own);
    await post({ session: uid, proof: `${proof.slice(0, -1)}x` }, own);
    await post({ session: uid, proof }, own, other);
    expect(await isSignedIn(other)).toBe(true);
  });

  it('tells of a new device once, on the device that she has used before, until she answers', async () => {
    const usual = desktop();
    await signIn(usual, portal, { username });
    expect((await usual.open('/account/sessions')).body).not.toContain('新设备');
    const stranger = mobile();
    await signIn(stranger, portal, { username });
    const page = await usual.open('/account/sessions');
    expect(page.body).toContain('您的账号在一台新设备上登录过');
    expect(page.body).toContain('微信 8 · Android 14');
    expect((await usual.open('/account/sessions')).body).toContain('您的账号在一台新设备上登录过');
    const known = await usual.submit(page, { answer: 'me' }, '/notice');
    expect(known.body).toContain('已确认');
    expect(known.body).not.toContain('您的账号在一台新设备上登录过');
    expect(await isSignedIn(stranger)).toBe(true);
    // The same device again is no news.
    await stranger.submit(await stranger.open('/session/end'), { answer: 'sign-out' });
    await signIn(stranger, portal, { username });
    expect((await usual.open('/account/sessions')).body).not.toContain('您的账号在一台新设备上登录过');
    const events = await sso.db.query
      .selectFrom('audit_event')
      .select(['event', 'severity'])
      .where('sub', '=', `p-${username}`)
      .where('event', 'in', ['new-device', 'device-confirmed'])
      .orderBy('sequence')
      .execute();
    expect(events.map(({ event }) => event)).toEqual(['new-device', 'device-confirmed']);
  });

  it('throws a device out that was not hers, and alerts', async () => {
    const usual = desktop();
    await signIn(usual, portal, { username });
    const thief = mobile();
    await signIn(thief, portal, { username });
    const page = await usual.open('/account/sessions');
    const done = await usual.submit(page, { answer: 'not-me' }, '/notice');
    expect(done.body).toContain('请马上修改密码');
    expect(done.body).toContain('href="/account/password"');
    expect(await isSignedIn(thief)).toBe(false);
    expect(await isSignedIn(usual)).toBe(true);
    const alert = await sso.db.query
      .selectFrom('audit_event')
      .select('severity')
      .where('sub', '=', `p-${username}`)
      .where('event', '=', 'device-disowned')
      .execute();
    expect(alert).toEqual([{ severity: 'alert' }]);
    await signIn(thief, portal, { username });
    expect((await usual.open('/account/sessions')).body).toContain('您的账号在一台新设备上登录过');
  });

  it('ends by itself after the idle time, and after the absolute one whatever she does', async () => {
    const minute = 60_000;
    const idle = desktop();
    const { refresh_token } = await signIn(idle, portal, { username });
    now += (sso.services.limits.idleSeconds - 60) * 1000;
    expect(await isSignedIn(idle)).toBe(true);
    now += sso.services.limits.idleSeconds * 1000 + minute;
    expect(await isSignedIn(idle)).toBe(false);
    await expect(client.refreshTokenGrant(portal.configuration, String(refresh_token))).rejects.toMatchObject(
      { error: 'invalid_grant' },
    );

    now = Date.now();
    const busy = desktop();
    await signIn(busy, portal, { username });
    const end = now + sso.services.limits.absoluteSeconds * 1000;
    const step = (sso.services.limits.idleSeconds - 60) * 1000;
    while (now + step < end) {
      now += step;
      expect(await isSignedIn(busy)).toBe(true);
    }
    now = end + minute;
    expect(await isSignedIn(busy)).toBe(false);
  });
});
