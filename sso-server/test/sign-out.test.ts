import { testDatabases } from '@yimen/database/testing';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LogoutReceiver, startLogoutReceiver } from './logout-receiver.ts';
import { authorizationUrl, type RelyingPartyKit, type Sso, signIn, startSso } from './sso-fixture.ts';

describe.each(testDatabases())('sign-out on $name', (database) => {
  let sso: Sso;
  let databaseUrl: string;
  let receiver: LogoutReceiver;
  let portal: RelyingPartyKit;
  let budget: RelyingPartyKit;
  let now = Date.now();
  const clock = () => now;

  beforeAll(async () => {
    receiver = await startLogoutReceiver();
    databaseUrl = await database.url();
    sso = await startSso({ databaseUrl, clock });
    await sso.organise();
    await sso.person('wangfang');
    await sso.person('lina');
    portal = await sso.relyingParty('portal', { backchannelLogoutUri: `${receiver.url}/portal` });
    budget = await sso.relyingParty('budget', {
      backchannelLogoutUri: `${receiver.url}/budget`,
      isFirstParty: false,
    });
  });
  beforeEach(() => {
    now = Date.now();
    receiver.received.length = 0;
    receiver.answer.clear();
  });
  afterAll(async () => {
    await sso.close();
    await receiver.close();
  });

  const endUrl = (parameters: Record<string, string>) =>
    `${sso.url}/session/end?${new URLSearchParams(parameters)}`;
  const signedOutUri = 'http://127.0.0.1:9/portal/signed-out';
  const receipts = () =>
    sso.db.query.selectFrom('logout_delivery').selectAll().orderBy('created_at', 'desc').execute();

  it('ends everything without a question for a valid id_token_hint', async () => {
    const browser = sso.browser();
    const tokens = await signIn(browser, portal);
    const other = await signIn(browser, budget);
    const visit = await browser.open(
      endUrl({
        id_token_hint: String(tokens.id_token),
        post_logout_redirect_uri: signedOutUri,
        state: 'a b&c',
      }),
    );
    expect(visit.url).toBe(`${signedOutUri}?state=a+b%26c`);
    await sso.settleLogout();

    expect(receiver.received.map(({ path }) => path).sort()).toEqual(['/budget', '/portal']);
    const { token } = receiver.received.find(({ path }) => path === '/budget') ?? { token: '' };
    const keys = createRemoteJWKSet(new URL(`${sso.url}/jwks`));
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: sso.url,
      audience: 'budget',
    });
    expect(protectedHeader.typ).toBe('logout+jwt');
    expect(payload).toMatchObject({
      sub: 'p-wangfang',
      sid: decodeJwt(String(other.id_token)).sid,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      jti: expect.any(String),
      exp: expect.any(Number),
      iat: expect.any(Number),
    });
    expect(payload).not.toHaveProperty('nonce');

    await expect(
      client.refreshTokenGrant(budget.configuration, String(other.refresh_token)),
    ).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(
      client.fetchUserInfo(portal.configuration, tokens.access_token, 'p-wangfang'),
    ).rejects.toThrow();
    expect((await browser.open((await authorizationUrl(portal)).url)).body).toContain('id="password"');
  });

  it('asks nothing of a first-party client by client_id, and asks for others', async () => {
    const browser = sso.browser();
    await signIn(browser, portal);
    await signIn(browser, budget);
    const question = await browser.open(endUrl({ client_id: 'budget' }));
    expect(question.body).toContain('确定要退出登录吗');
    const stayed = await browser.submit(question, { answer: 'stay' });
    expect(stayed.body).toContain('仍在登录中');
    const out = await browser.open(endUrl({ client_id: 'portal', post_logout_redirect_uri: signedOutUri }));
    expect(out.url).toBe(signedOutUri);
  });

  it('asks when nobody says where the request comes from, and believes only its own page', async () => {
    const browser = sso.browser();
    await signIn(browser, portal);
    const question = await browser.open(endUrl({}));
    const forged = await browser.open(`${sso.url}/session/end/confirm`, {
      method: 'POST',
      body: new URLSearchParams({ answer: 'sign-out' }),
    });
    expect(forged.body).toContain('确定要退出登录吗');
    const foreign = await browser.request(`${sso.url}/session/end/confirm`, {
      method: 'POST',
      body: new URLSearchParams({ answer: 'sign-out' }),
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
    const done = await browser.submit(question, { answer: 'sign-out' });
    expect(done.body).toContain('已退出登录');
    expect(done.body).not.toContain('<script');
  });

  it('never redirects to an unregistered address, nor with a token of somebody else', async () => {
    const browser = sso.browser();
    const tokens = await signIn(browser, portal);
    const strange = await browser.open(
      endUrl({ id_token_hint: String(tokens.id_token), post_logout_redirect_uri: 'https://evil.example/' }),
    );
    expect(strange.status).toBe(400);
    expect(strange.body).toContain('post_logout_redirect_uri_not_registered');
    const broken = await browser.open(endUrl({ id_token_hint: 'not.a.token' }));
    expect(broken.body).toContain('invalid_id_token_hint');
    const lina = await signIn(sso.browser(), portal, { username: 'lina' });
    const other = await browser.open(endUrl({ id_token_hint: String(lina.id_token) }));
    expect(other.body).toContain('确定要退出登录吗');
  });

  it('keeps nothing for strangers and takes them where they wanted', async () => {
    const before = await sso.db.query.selectFrom('session').select('uid').execute();
    const visit = await sso
      .browser()
      .open(endUrl({ client_id: 'portal', post_logout_redirect_uri: signedOutUri }));
    expect(visit.url).toBe(signedOutUri);
    expect(await sso.db.query.selectFrom('session').select('uid').execute()).toHaveLength(before.length);
  });

  it('does not make the person wait for dead systems, retries them and keeps a receipt', async () => {
    const browser = sso.browser();
    const tokens = await signIn(browser, portal);
    await signIn(browser, budget);
    let release = () => {};
    const hanging = new Promise<void>((resolve) => {
      release = resolve;
    });
    receiver.answer.set('/budget', (response) => void hanging.then(() => response.writeHead(500).end()));
    // The answer is here while the system still hangs.
    const visit = await browser.open(endUrl({ id_token_hint: String(tokens.id_token) }));
    expect(visit.body).toContain('已退出登录');
    release();
    await sso.settleLogout();
    const [failed] = (await receipts()).filter((row) => row.client_id === 'budget');
    expect(failed).toMatchObject({ state: 'pending', attempts: 1, last_status: 500 });

    receiver.answer.set('/budget', 200);
    await sso.settleLogout();
    expect(receiver.received.filter(({ path }) => path === '/budget')).toHaveLength(1);
    now += 6_000;
    await sso.settleLogout();
    const [delivered] = (await receipts()).filter((row) => row.client_id === 'budget');
    expect(delivered).toMatchObject({ state: 'delivered', attempts: 2, last_status: 200 });
  });

  it('stops at 400 and gives up after a day', async () => {
    const browser = sso.browser();
    const tokens = await signIn(browser, portal);
    await signIn(browser, budget);
    receiver.answer.set('/portal', 400);
    receiver.answer.set('/budget', 503);
    await browser.open(endUrl({ id_token_hint: String(tokens.id_token) }));
    await sso.settleLogout();
    now += 25 * 3_600_000;
    await sso.settleLogout();
    const [first, second] = (await receipts()).sort(
      (a, b) => b.created_at - a.created_at || a.client_id.localeCompare(b.client_id),
    );
    expect([first?.client_id, first?.state, first?.attempts]).toEqual(['budget', 'expired', 2]);
    expect([second?.client_id, second?.state, second?.attempts]).toEqual(['portal', 'refused', 1]);
  });

  it('goes on with what was not delivered after a restart', async () => {
    const browser = sso.browser();
    const tokens = await signIn(browser, portal);
    receiver.answer.set('/portal', 500);
    await browser.open(endUrl({ id_token_hint: String(tokens.id_token) }));
    await sso.settleLogout();
    await sso.close();
    receiver.answer.clear();
    receiver.received.length = 0;
    now += 10_000;
    sso = await startSso({ databaseUrl, clock });
    await sso.settleLogout();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/portal']);
  });
});
