import { createHash } from 'node:crypto';
import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Visit } from '../test/browser.ts';
import {
  authorizationUrl,
  exchangeCode,
  password,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from '../test/sso-fixture.ts';
import { hashOfCode, newActivationCode } from './activation-codes.ts';

const day = 86_400_000;
const next = 'Quiet-harbour-7';

describe.each(testDatabases())('passwords on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;
  let now = Date.now();

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: () => now });
    await sso.organise();
    portal = await sso.relyingParty('portal');
  });
  afterAll(() => sso.close());

  const attempt = async (browser: Browser, username: string, secret: string) => {
    const request = await authorizationUrl(portal);
    const page = await browser.open(request.url);
    return { request, visit: await browser.submit(page, { username, password: secret }) };
  };
  const changeForm = (current: string, secret: string, again = secret) => ({
    current,
    password: secret,
    again,
  });
  const issue = async (sub: string) => {
    const code = newActivationCode();
    const codeHash = hashOfCode(code);
    await sso.db.transaction((trx) => sso.services.passwords.reset(trx, { sub, codeHash, by: null }));
    return { code };
  };
  const alerts = ({ body }: Visit) =>
    [...body.matchAll(/<div class="alert".*?<\/form>/gs)].map(([text]) => text.split('<form')[0]).join();

  it('lets the person change her own password without JavaScript; other sessions end, this one stays', async () => {
    await sso.person('change');
    const here = sso.browser();
    const elsewhere = sso.browser();
    const kept = await signIn(here, portal, { username: 'change' });
    await signIn(elsewhere, portal, { username: 'change' });
    const page = await here.open('/account/password');
    expect(page.body).toContain('密码要求');
    expect(page.body).toContain('至少 8 位');
    expect(page.body).not.toContain('name="username"');
    expect(page.body.length).toBeLessThan(30_000);
    const changed = await here.submit(page, changeForm(password, next));
    expect(changed.body).toContain('密码已修改');
    // Still signed in here, and only here.
    expect((await here.open((await authorizationUrl(portal)).url)).url).toContain('code=');
    expect((await elsewhere.open((await authorizationUrl(portal)).url)).body).toContain('id="password"');
    expect(kept.refresh_token).toEqual(expect.any(String));
    expect((await attempt(sso.browser(), 'change', password)).visit.status).toBe(422);
    expect((await attempt(sso.browser(), 'change', next)).visit.url).toContain('code=');
  });

  it('names every mistake in plain Chinese and English, and changes nothing', async () => {
    await sso.person('mistakes');
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'mistakes' });
    const page = await browser.open('/account/password');
    const said = async (form: Record<string, string>) => {
      const answer = await browser.submit(page, form);
      expect(answer.status).toBe(422);
      return alerts(answer);
    };
    expect(await said(changeForm(password, 'abc'))).toMatch(/至少需要 8 位.*至少 3 类/s);
    expect(await said(changeForm(password, 'P@ssw0rd'))).toContain('常见的弱密码');
    expect(await said(changeForm(password, 'Mistakes-77'))).toContain('与您个人有关的内容（mistakes）');
    expect(await said(changeForm(password, next, 'other'))).toContain('两次输入的新密码不一致');
    expect(await said(changeForm('wrong', next))).toContain('当前密码不正确');
    expect(await said(changeForm(password, password))).toContain('与当前密码相同');
    expect(await said({ current: password })).toContain('填写完整');
    browser.setCookie('yimen_sso_locale', 'en-US');
    expect(await said(changeForm(password, 'abc'))).toContain('at least 8 characters');
    expect((await attempt(sso.browser(), 'mistakes', password)).visit.url).toContain('code=');
  });

  it('does not let the last five passwords come back', async () => {
    await sso.person('history');
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'history' });
    const page = await browser.open('/account/password');
    const all = [password, ...[1, 2, 3, 4, 5].map((index) => `Quiet-harbour-${index}`)];
    for (const [index, secret] of all.slice(1).entries()) {
      const answer = await browser.submit(page, changeForm(all[index] ?? '', secret));
      expect(answer.body).toContain('密码已修改');
      now += 1;
    }
    const early = await browser.submit(page, changeForm('Quiet-harbour-5', 'Quiet-harbour-2'));
    expect(alerts(early)).toContain('最近 5 次');
    await browser.submit(page, changeForm('Quiet-harbour-5', 'Quiet-harbour-6'));
    now += 1;
    expect((await browser.submit(page, changeForm('Quiet-harbour-6', password))).body).toContain(
      '密码已修改',
    );
  });

  it('refuses a form of another site, and throttles guessing of the current password', async () => {
    await sso.person('guessed');
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'guessed' });
    const page = await browser.open('/account/password');
    const foreign = await browser.request('/account/password', {
      method: 'POST',
      body: new URLSearchParams(changeForm(password, next)),
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
    const form = changeForm('guess', next);
    for (let count = 0; count < 5; count++) expect((await browser.submit(page, form)).status).toBe(422);
    expect((await browser.submit(page, { ...form, current: password })).status).toBe(429);
  });

  it('stops at sign-in when the password is 90 days old, and then the request goes on', async () => {
    await sso.person('old');
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'old' });
    now += 91 * day;
    const { request, visit } = await attempt(sso.browser(), 'old', password);
    expect(visit.body).toContain('超过 90 天');
    const later = sso.browser();
    const stopped = await attempt(later, 'old', password);
    // The session that the sign-in made opens nothing before the change, in no other tab either.
    const silent = await later.open((await authorizationUrl(portal, { prompt: 'none' })).url);
    expect(silent.url).toContain('error=');
    expect((await later.open((await authorizationUrl(portal)).url)).body).toContain('请更换密码');
    const same = await later.submit(stopped.visit, changeForm(password, password));
    expect(same.status).toBe(422);
    const done = await later.submit(same, changeForm(password, next));
    expect(done.url).toContain('code=');
    const tokens = await exchangeCode(portal, stopped.request, done.url);
    expect(tokens.claims()?.sub).toBe('p-old');
    expect(request.url).not.toBe(stopped.request.url);
  });

  it('asks for another password instead of an initial one', async () => {
    await sso.person('initial', { isPasswordTemporary: true });
    const browser = sso.browser();
    const { visit } = await attempt(browser, 'initial', password);
    expect(visit.body).toContain('初始密码');
    expect((await browser.submit(visit, changeForm(password, next))).url).toContain('code=');
    expect((await attempt(sso.browser(), 'initial', next)).visit.url).toContain('code=');
  });

  it('resets to an activation code that is stored hashed, works once, and expires', async () => {
    const sub = await sso.person('reset');
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'reset' });
    const { code } = await issue(sub);
    expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    expect(
      JSON.stringify(await sso.db.query.selectFrom('activation_code').selectAll().execute()),
    ).not.toContain(code);
    // The old password and the session are gone at once.
    expect((await browser.open((await authorizationUrl(portal)).url)).body).toContain('id="password"');
    expect((await attempt(sso.browser(), 'reset', password)).visit.status).toBe(422);

    const signInPage = await browser.open((await authorizationUrl(portal)).url);
    const link = /href="(\/activate\?interaction=[^"]+)"/.exec(signInPage.body)?.[1] ?? '';
    const page = await browser.open(link);
    const form = {
      username: 'reset',
      code: code.toLowerCase().replaceAll('-', ' '),
      password: next,
      again: next,
    };
    expect(alerts(await browser.submit(page, { ...form, code: 'AAAA-AAAA-AAAA-AAAA' }))).toContain(
      '激活码不正确',
    );
    // A password that the policy refuses leaves the code as it is.
    expect((await browser.submit(page, { ...form, password: 'abc', again: 'abc' })).status).toBe(422);
    const before = await browser.submit(page, { ...form, password, again: password });
    expect(alerts(before)).toContain('最近 5 次');
    const done = await browser.submit(page, form);
    expect(done.body).toContain('密码已设置');
    const onward = /<a class="button" href="([^"]+)"/.exec(done.body)?.[1] ?? '';
    const back = await browser.open(onward);
    expect((await browser.submit(back, { username: 'reset', password: next })).url).toContain('code=');
    expect(
      (await browser.submit(page, { ...form, password: 'Other-harbour-8', again: 'Other-harbour-8' })).status,
    ).toBe(422);

    const late = await issue(sub);
    now += 73 * 3_600_000;
    expect(alerts(await browser.submit(page, { ...form, code: late.code }))).toContain('激活码已过期');
  });

  it('gives one of two simultaneous uses of a code the account', async () => {
    const sub = await sso.person('race');
    const { code } = await issue(sub);
    const set = (secret: string) => sso.services.passwords.change({ sub, password: secret, code, lane: '' });
    const outcomes = await Promise.all([set('Quiet-harbour-1'), set('Quiet-harbour-2')]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'code-used']);
  });

  it('accepts the hash of an older system once and upgrades it at that sign-in', async () => {
    const digest = createHash('sm3').update(`salt${password}`).digest('hex');
    const sub = await sso.person('legacy', { password: undefined, passwordHash: `sm3$salt$${digest}` });
    expect(await sso.services.credentials.hashOf(sub)).toMatch(/^\$legacy\$sm3\$/);
    expect((await attempt(sso.browser(), 'legacy', `${password}x`)).visit.status).toBe(422);
    expect((await attempt(sso.browser(), 'legacy', password)).visit.url).toContain('code=');
    expect(await sso.services.credentials.hashOf(sub)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    // A second import does not bring the old one back.
    await sso.person('legacy', { password: undefined, passwordHash: `sm3$salt$${digest}` });
    expect(await sso.services.credentials.hashOf(sub)).toMatch(/^\$argon2id\$/);
    const refused = await sso.put('people/p-x', {
      username: 'x',
      name: { 'zh-CN': '某', 'en-US': 'X' },
      passwordHash: 'abc',
    });
    expect(refused.status).toBe(400);
  });
});
