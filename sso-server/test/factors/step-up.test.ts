import { testDatabases } from '@yimen/database/testing';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../browser.ts';
import { codeOf, recoveryCodesOn } from '../second-factor.ts';
import {
  authorizationUrl,
  exchangeCode,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from '../sso-fixture.ts';
import { enrolOn, movingClock, require, startSignIn } from './factor-kit.ts';

const password = 'urn:yimen:acr:password';
const secondFactor = 'urn:yimen:acr:second-factor';
const passkey = 'urn:yimen:acr:passkey';
const stepMs = 30_000;

describe.each(testDatabases())('second factors on $name', (database) => {
  const clock = movingClock();
  let sso: Sso;
  let portal: RelyingPartyKit;
  let treasury: RelyingPartyKit;
  let secret = '';
  let codes: string[] = [];

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: clock.now });
    await sso.organise();
    await sso.resource('todo', ['todo:read', { name: 'todo:admin', roles: ['administrator'] }]);
    const resources = { 'urn:yimen:service:todo': ['todo:read'] };
    portal = await sso.relyingParty('portal', {
      resources,
      backchannelLogoutUri: 'http://127.0.0.1:9/out',
    });
    treasury = await sso.relyingParty('treasury', { resources });
    await require(sso, 'relying-party', 'treasury', { minimumAcr: secondFactor });
    await sso.person('wangfang');
  });
  afterAll(() => sso.close());

  const nextStep = () => clock.forward(stepMs);
  const code = () => codeOf(secret, clock.now());

  async function silently(browser: Browser, party: RelyingPartyKit, extra: Record<string, string>) {
    const request = await authorizationUrl(party, { prompt: 'none', ...extra });
    return new URL((await browser.open(request.url)).url).searchParams;
  }

  it('says in discovery which levels there are', () => {
    expect(portal.configuration.serverMetadata().acr_values_supported).toEqual([
      password,
      secondFactor,
      passkey,
      'phr',
    ]);
  });

  it('lets the password do where nothing more is asked', async () => {
    const tokens = await signIn(sso.browser(), portal);
    expect(tokens.claims()).toMatchObject({ acr: password, amr: ['pwd'] });
  });

  it('enrols at the first sign-in to a system that asks for a second factor, without JavaScript', async () => {
    const browser = sso.browser();
    const { request, page } = await startSignIn(browser, treasury);
    expect(page.body).toContain('设置二次验证');
    expect(page.body).toContain('<svg class="qr" role="img"');
    const wrong = await browser.submit(page, { code: '000000' }, '/totp');
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('role="alert"');
    const enrolled = await enrolOn(browser, wrong, clock.now());
    ({ secret, codes } = enrolled);
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    const tokens = await exchangeCode(treasury, request, enrolled.callback.url);
    expect(tokens.claims()).toMatchObject({ acr: secondFactor, amr: ['pwd', 'otp', 'mfa'] });
    // The codes are in no table as they are.
    const stored = JSON.stringify([
      await sso.db.query.selectFrom('recovery_code').selectAll().execute(),
      await sso.db.query.selectFrom('totp_factor').selectAll().execute(),
      await sso.db.query.selectFrom('audit_event').selectAll().execute(),
    ]);
    expect(stored).not.toContain(secret);
    for (const one of codes) expect(stored).not.toContain(one.replaceAll('-', ''));
  });

  it('takes each code once, of parallel attempts one, and allows one step of drift', async () => {
    nextStep();
    const tabs = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const browser = sso.browser();
        return { browser, ...(await startSignIn(browser, treasury)) };
      }),
    );
    const shared = code();
    const answers = await Promise.all(
      tabs.map(({ browser, page }) => browser.submit(page, { code: shared }, '/factor')),
    );
    expect(answers.filter((answer) => answer.url.startsWith(treasury.redirectUri))).toHaveLength(1);
    const open = answers.find((answer) => !answer.url.startsWith(treasury.redirectUri));
    const at = answers.indexOf(open as (typeof answers)[number]);
    const { browser } = tabs[at] as (typeof tabs)[number];
    const again = await browser.submit(open as (typeof answers)[number], { code: shared }, '/factor');
    expect(again.body).toContain('不正确或已经用过');
    // A step behind the last used one is used up, too; a step ahead is within the drift.
    const behind = codeOf(secret, clock.now() - stepMs);
    expect((await browser.submit(again, { code: behind }, '/factor')).status).toBe(422);
    const ahead = codeOf(secret, clock.now() + stepMs);
    expect((await browser.submit(again, { code: ahead }, '/factor')).url).toContain(treasury.redirectUri);
    clock.forward(3 * stepMs);
    const late = codeOf(secret, clock.now() - stepMs);
    const other = sso.browser();
    const { page } = await startSignIn(other, treasury);
    expect((await other.submit(page, { code: late }, '/factor')).url).toContain(treasury.redirectUri);
  });

  it('steps up in the same session and leaves the other systems alone', async () => {
    nextStep();
    const browser = sso.browser();
    const first = await signIn(browser, portal, { extra: { scope: 'openid profile organisation' } });
    const before = await sso.db.query.selectFrom('session').selectAll().execute();
    const request = await authorizationUrl(portal, { acr_values: secondFactor });
    const page = await browser.open(request.url);
    expect(page.body).toContain('二次验证');
    expect(page.body).not.toContain('id="password"');
    const done = await browser.submit(page, { code: code() }, '/factor');
    const second = await exchangeCode(portal, request, done.url);
    expect(second.claims()).toMatchObject({
      acr: secondFactor,
      amr: ['pwd', 'otp', 'mfa'],
      sid: first.claims()?.sid,
      auth_time: first.claims()?.auth_time,
    });
    const after = await sso.db.query.selectFrom('session').selectAll().execute();
    expect(after.map(({ uid }) => uid).toSorted()).toEqual(before.map(({ uid }) => uid).toSorted());
    expect(await sso.db.query.selectFrom('logout_delivery').selectAll().execute()).toEqual([]);
    // What the first sign-in gave still works, and a token traded with it knows the new level.
    const traded = await client.genericGrantRequest(
      portal.configuration,
      'urn:ietf:params:oauth:grant-type:token-exchange',
      {
        subject_token: first.access_token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        audience: 'urn:yimen:service:todo',
      },
    );
    expect(decodeJwt(traded.access_token)).toMatchObject({
      acr: secondFactor,
      amr: ['pwd', 'otp', 'mfa'],
      auth_time: first.claims()?.auth_time,
    });
    // Another system that asks for it opens without a question.
    const silent = await authorizationUrl(treasury, { prompt: 'none' });
    expect((await browser.open(silent.url)).url).toContain('code=');
  });

  it('asks for password and factor again with prompt=login and max_age', async () => {
    nextStep();
    const browser = sso.browser();
    const { page } = await startSignIn(browser, treasury);
    await browser.submit(page, { code: code() }, '/factor');
    const age = { login_ts: Math.floor(Date.now() / 1000) - 600 };
    await sso.db.query.updateTable('session').set(age).execute();
    for (const extra of [{ max_age: '60' }, { prompt: 'login' }] as Record<string, string>[]) {
      nextStep();
      const request = await authorizationUrl(treasury, extra);
      const asked = await browser.open(request.url);
      expect(asked.body).toContain('id="password"');
      const then = await browser.submit(asked, { username: 'wangfang', password: 'Correct-horse-9' });
      expect(then.body).toContain('id="code"');
      const done = await browser.submit(then, { code: code() }, '/factor');
      expect((await exchangeCode(treasury, request, done.url)).claims()?.acr).toBe(secondFactor);
    }
  });

  it('answers prompt=none with the proper error', async () => {
    const browser = sso.browser();
    await signIn(browser, portal);
    const essential = (value: string) => JSON.stringify({ id_token: { acr: { essential: true, value } } });
    expect((await silently(browser, treasury, {})).get('error')).toBe('interaction_required');
    expect((await silently(browser, portal, { acr_values: secondFactor })).get('error')).toBe(
      'interaction_required',
    );
    expect((await silently(browser, portal, { claims: essential(secondFactor) })).get('error')).toBe(
      'unmet_authentication_requirements',
    );
    expect((await silently(browser, portal, { claims: essential('urn:none') })).get('error')).toBe(
      'unmet_authentication_requirements',
    );
    // Values that nobody knows are a wish, and a list is met by any of its members.
    expect((await silently(browser, portal, { acr_values: 'urn:none 1 2' })).get('code')).not.toBeNull();
    expect(
      (await silently(browser, portal, { acr_values: `${secondFactor} ${password}` })).get('code'),
    ).not.toBeNull();
    expect((await silently(browser, portal, { claims: essential(password) })).get('code')).not.toBeNull();
  });

  it('reports an essential acr as the value asked for, and acr and amr in userinfo where asked', async () => {
    nextStep();
    const browser = sso.browser();
    const claims = JSON.stringify({
      id_token: { acr: { essential: true, values: [password] } },
      userinfo: { acr: null, amr: null },
    });
    const { request, page } = await startSignIn(browser, treasury, { extra: { claims } });
    const done = await browser.submit(page, { code: code() }, '/factor');
    const tokens = await exchangeCode(treasury, request, done.url);
    expect(tokens.claims()?.acr).toBe(password);
    const info = await client.fetchUserInfo(treasury.configuration, tokens.access_token, 'p-wangfang');
    expect(info).toMatchObject({ acr: secondFactor, amr: ['pwd', 'otp', 'mfa'] });
    const plain = await signIn(browser, portal);
    const little = await client.fetchUserInfo(portal.configuration, plain.access_token, 'p-wangfang');
    expect(little).not.toHaveProperty('acr');
  });

  it('puts acr, amr and auth_time into access tokens for services', async () => {
    const extra = { resource: 'urn:yimen:service:todo', scope: 'openid todo:read' };
    const tokens = await signIn(sso.browser(), portal, { extra });
    const refreshed = await client.refreshTokenGrant(portal.configuration, String(tokens.refresh_token), {
      resource: 'urn:yimen:service:todo',
    });
    const { auth_time } = tokens.claims() ?? {};
    expect(refreshed.claims()).toMatchObject({ acr: password, amr: ['pwd'], auth_time });
    expect(decodeJwt(refreshed.access_token)).toMatchObject({ acr: password, amr: ['pwd'], auth_time });
  });

  it('takes default_acr_values of a relying party and the minimum of a role', async () => {
    nextStep();
    const archive = await sso.relyingParty('archive');
    await require(sso, 'relying-party', 'archive', { defaultAcrValues: [secondFactor] });
    const { page } = await startSignIn(sso.browser(), archive);
    expect(page.body).toContain('id="code"');
    await sso.person('liwei', { roles: ['staff', 'payment-reviewer'] });
    await require(sso, 'role', 'payment-reviewer', { minimumAcr: secondFactor });
    expect((await startSignIn(sso.browser(), portal, { username: 'liwei' })).page.body).toContain(
      '设置二次验证',
    );
    await require(sso, 'role', 'payment-reviewer', { minimumAcr: password });
    expect((await startSignIn(sso.browser(), portal, { username: 'liwei' })).page.url).toContain('code=');
  });

  it.each(['system-administrator', 'security-administrator', 'audit-administrator'])(
    'asks a %s for a second factor whatever is set',
    async (role) => {
      expect(await sso.services.requirements.levelOfRoles([role, 'staff'])).toBe(2);
      await require(sso, 'role', role, { minimumAcr: password });
      expect(await sso.services.requirements.levelOfRoles([role])).toBe(2);
    },
  );

  it('takes a recovery code once, in place of the authenticator', async () => {
    const browser = sso.browser();
    const { page } = await startSignIn(browser, treasury);
    const [one = ''] = codes;
    const typed = one.toLowerCase().replaceAll('-', ' ');
    const done = await browser.submit(page, { recovery_code: typed }, '/factor');
    expect(done.url).toContain(treasury.redirectUri);
    const other = sso.browser();
    const again = await startSignIn(other, treasury);
    const refused = await other.submit(again.page, { recovery_code: one }, '/factor');
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('恢复码不正确');
  });

  it('counts wrong codes apart from passwords, and leaves her usual device open', async () => {
    await sso.person('zhaoli');
    const usual = sso.browser();
    const first = await startSignIn(usual, treasury, { username: 'zhaoli' });
    const own = await enrolOn(usual, first.page, clock.now());
    // Somebody who knows her password, elsewhere.
    const thief = sso.browser();
    let { page } = await startSignIn(thief, treasury, { username: 'zhaoli' });
    for (let failure = 0; failure < 5; failure++)
      page = await thief.submit(page, { code: '000000' }, '/factor');
    page = await thief.submit(page, { code: '000000' }, '/factor');
    expect(page.status).toBe(429);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(page.body).toContain('您的密码不受影响');
    // A new device of the thief shares the counter; the password still opens, and her own device takes the code.
    const another = sso.browser();
    const next = await startSignIn(another, treasury, { username: 'zhaoli' });
    expect((await another.submit(next.page, { code: '000000' }, '/factor')).status).toBe(429);
    nextStep();
    const request = await authorizationUrl(treasury, { prompt: 'login' });
    const asked = await usual.open(request.url);
    const then = await usual.submit(asked, { username: 'zhaoli', password: 'Correct-horse-9' });
    const done = await usual.submit(then, { code: codeOf(own.secret, clock.now()) }, '/factor');
    expect(done.url).toContain('code=');
  });

  it('asks for the password again before somebody sets up a factor at a machine left open', async () => {
    await sso.person('sunyue');
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'sunyue' });
    const before = { login_ts: Math.floor(Date.now() / 1000) - 11 * 60 };
    const hers = sso.db.query.updateTable('session').set(before);
    await hers.where('account_id', '=', 'p-sunyue').execute();
    const page = await browser.open((await authorizationUrl(treasury)).url);
    expect(page.body).toContain('id="password"');
    expect(page.body).toContain('sunyue');
    expect(page.body).not.toContain('class="secret"');
  });

  it('goes on in a tab that was left behind', async () => {
    nextStep();
    const browser = sso.browser();
    const { page } = await startSignIn(browser, treasury);
    const tab = browser.fork();
    const done = await browser.submit(page, { code: code() }, '/factor');
    expect(done.url).toContain('code=');
    tab.setCookie('yimen_sso_session', browser.cookie('yimen_sso_session') ?? '');
    tab.setCookie('yimen_sso_session.sig', browser.cookie('yimen_sso_session.sig') ?? '');
    expect((await tab.submit(page, { code: '000000' }, '/factor')).url).toContain('code=');
  });

  it('asks administrators to step up before /api/admin (RFC 9470)', async () => {
    const strong = await sso.administrator('security-administrator');
    const { amr, acr } = decodeJwt(strong);
    expect({ amr, acr }).toEqual({ acr: secondFactor, amr: ['pwd', 'otp', 'mfa'] });
    expect((await sso.put('roles/staff', {}, strong)).status).not.toBe(401);
    // A session that had no second factor: none is left after sign-in, so it is made weak here.
    const weak = { acr: password, amr_json: ['pwd'] };
    const mine = sso.db.query.updateTable('session').set(weak);
    await mine.where('account_id', '=', 'p-security-administrator').execute();
    const answer = await sso.put('roles/staff', {}, await sso.tradeAgain('security-administrator'));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_user_authentication"');
    expect(await answer.json()).toMatchObject({
      type: 'urn:yimen:problem:step-up-required',
      acr_values: secondFactor,
    });
  });

  it('speaks English', async () => {
    const browser = sso.browser();
    const { page } = await startSignIn(browser, treasury, { extra: { ui_locales: 'en-US' } });
    expect(page.body).toContain('Verify it is you');
    expect(page.body).toContain('lang="en-US"');
    expect(recoveryCodesOn(page)).toEqual([]);
  });
});
