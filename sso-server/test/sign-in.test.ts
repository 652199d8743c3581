import { testDatabases } from '@yimen/database/testing';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  authorizationUrl,
  exchangeCode,
  password,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from './sso-fixture.ts';

describe.each(testDatabases())('sign-in on $name', (database) => {
  let sso: Sso;
  let payments: RelyingPartyKit;
  let budget: RelyingPartyKit;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.person('wangfang', { roles: ['staff', 'payment-reviewer'] });
    await sso.person('lina');
    payments = await sso.relyingParty('payments', { backchannelLogoutUri: 'http://127.0.0.1:9/out' });
    budget = await sso.relyingParty('budget');
  });
  afterAll(() => sso.close());

  it('publishes discovery with PKCE, an ES256 and an RS256 key, and no private parts', async () => {
    const discovery = (await (await fetch(`${sso.url}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >;
    expect(discovery).toMatchObject({
      issuer: sso.url,
      code_challenge_methods_supported: ['S256'],
      backchannel_logout_supported: true,
      authorization_response_iss_parameter_supported: true,
      response_types_supported: ['code'],
    });
    const { keys } = (await (await fetch(String(discovery.jwks_uri))).json()) as {
      keys: Record<string, unknown>[];
    };
    expect(keys.map((key) => key.alg).sort()).toEqual(['ES256', 'RS256']);
    for (const key of keys) expect(key).not.toHaveProperty('d');
  });

  it('ignores a made-up Host header', async () => {
    const { default: http } = await import('node:http');
    const text = await new Promise<string>((resolve) => {
      http.get(
        `${sso.url}/.well-known/openid-configuration`,
        { headers: { host: 'evil.example' } },
        (answer) => {
          let body = '';
          answer.on('data', (chunk) => {
            body += chunk;
          });
          answer.on('end', () => resolve(body));
        },
      );
    });
    expect(text).not.toContain('evil.example');
  });

  it('signs in with name and password and tells the relying party who it is', async () => {
    const tokens = await signIn(sso.browser(), payments);
    expect(decodeProtectedHeader(String(tokens.id_token)).alg).toBe('ES256');
    expect(decodeJwt(String(tokens.id_token))).toMatchObject({
      iss: sso.url,
      aud: 'payments',
      sub: 'p-wangfang',
      name: '姓名wangfang',
      preferred_username: 'wangfang',
      locale: 'zh-CN',
      roles: ['staff', 'payment-reviewer'],
      unit: { id: 'payment-centre', name: { 'zh-CN': '国库支付中心' } },
      post: { id: 'reviewer' },
      unit_path: ['bureau', 'payment-centre'],
      sid: expect.any(String),
      amr: ['pwd'],
    });
    const userinfo = await client.fetchUserInfo(payments.configuration, tokens.access_token, 'p-wangfang');
    expect(userinfo).toMatchObject({ sub: 'p-wangfang', unit_path: ['bureau', 'payment-centre'] });
  });

  it('opens a second relying party without asking again', async () => {
    const browser = sso.browser();
    await signIn(browser, payments);
    const request = await authorizationUrl(budget);
    const visit = await browser.open(request.url);
    expect(visit.url).toContain(budget.redirectUri);
    const tokens = await exchangeCode(budget, request, visit.url);
    expect(decodeJwt(String(tokens.id_token)).sub).toBe('p-wangfang');
  });

  it('requires PKCE, and of its methods S256', async () => {
    const browser = sso.browser();
    await signIn(browser, payments);
    const withoutPkce = new URL((await authorizationUrl(payments)).url);
    withoutPkce.searchParams.delete('code_challenge');
    withoutPkce.searchParams.delete('code_challenge_method');
    expect((await browser.open(withoutPkce.href)).url).toContain('error=invalid_request');
    const plain = await authorizationUrl(payments, { code_challenge_method: 'plain' });
    expect((await browser.open(plain.url)).url).toContain('error=invalid_request');
  });

  it('never redirects to an address that is not registered to the letter', async () => {
    for (const redirect_uri of [
      `${payments.redirectUri}/x`,
      `${payments.redirectUri}?a=b`,
      'https://evil.example/',
    ]) {
      const visit = await sso.browser().open((await authorizationUrl(payments, { redirect_uri })).url);
      expect(visit.status).toBe(400);
      expect(visit.body).toContain('invalid_redirect_uri');
      expect(visit.body).toContain('暂时无法完成登录');
    }
  });

  it('takes the authorization request by POST too, and answers 303 to a GET', async () => {
    const request = new URL((await authorizationUrl(payments)).url);
    const browser = sso.browser();
    const posted = await browser.request('/auth', { method: 'POST', body: request.searchParams });
    expect(posted.status).toBe(303);
    expect(posted.headers.get('location')).toMatch(/^\/auth\?.*client_id=payments/);
    expect((await browser.open(posted.headers.get('location') ?? '')).body).toContain('id="password"');
  });

  it('returns iss in the response', async () => {
    const browser = sso.browser();
    await signIn(browser, payments);
    const visit = await browser.open((await authorizationUrl(payments)).url);
    expect(new URL(visit.url).searchParams.get('iss')).toBe(sso.url);
  });

  it('answers prompt=none with login_required to strangers and silently to the signed-in', async () => {
    const browser = sso.browser();
    const silent = { prompt: 'none' };
    expect((await browser.open((await authorizationUrl(payments, silent)).url)).url).toContain(
      'error=login_required',
    );
    await signIn(browser, payments);
    expect((await browser.open((await authorizationUrl(budget, silent)).url)).url).toContain('code=');
  });

  it('asks for the password again with prompt=login and when max_age has passed', async () => {
    const browser = sso.browser();
    await signIn(browser, payments);
    const asking: Record<string, string>[] = [{ prompt: 'login' }, { max_age: '0' }];
    for (const extra of asking) {
      const request = await authorizationUrl(payments, extra);
      const page = await browser.open(request.url);
      expect(page.body).toContain('请再次输入密码');
      const visit = await browser.submit(page, { username: 'wangfang', password });
      const claims = decodeJwt(String((await exchangeCode(payments, request, visit.url)).id_token));
      expect(claims.auth_time).toEqual(expect.any(Number));
    }
    expect((await browser.open((await authorizationUrl(payments, { max_age: '3600' })).url)).url).toContain(
      'code=',
    );
  });

  it('fills in login_hint, escaped', async () => {
    const page = await sso
      .browser()
      .open((await authorizationUrl(payments, { login_hint: '"><script>x' })).url);
    expect(page.body).toContain('value="&quot;&gt;&lt;script&gt;x"');
  });

  it('uses an authorization code once, whatever comes in parallel', async () => {
    const browser = sso.browser();
    const request = await authorizationUrl(payments);
    const visit = await browser.submit(await browser.open(request.url), { username: 'wangfang', password });
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, () => exchangeCode(payments, request, visit.url)),
    );
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
  });

  it('rotates the refresh token', async () => {
    const tokens = await signIn(sso.browser(), payments);
    const first = String(tokens.refresh_token);
    const next = await client.refreshTokenGrant(payments.configuration, first);
    expect(next.refresh_token).not.toBe(first);
    expect(decodeJwt(String(next.id_token)).sub).toBe('p-wangfang');
  });

  it('keeps the refresh token of a client that is registered without rotation', async () => {
    const old = await sso.relyingParty('old-system', { rotateRefreshTokens: false, idTokenAlg: 'RS256' });
    const tokens = await signIn(sso.browser(), old);
    expect(decodeProtectedHeader(String(tokens.id_token)).alg).toBe('RS256');
    const next = await client.refreshTokenGrant(old.configuration, String(tokens.refresh_token));
    expect(next.refresh_token).toBe(tokens.refresh_token);
  });

  it('accepts the secret in the body as well and refuses a wrong one', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'payments' };
    const post = (secret: string) =>
      fetch(`${sso.url}/token`, {
        method: 'POST',
        body: new URLSearchParams({ ...form, client_secret: secret }),
      });
    expect(await (await post(payments.secret)).json()).toMatchObject({ error: 'invalid_grant' });
    const wrong = await post('wrong');
    expect(wrong.status).toBe(401);
    expect(await wrong.json()).toMatchObject({ error: 'invalid_client' });
  });

  it('stores no secret, token or cookie in readable form', async () => {
    const browser = sso.browser();
    const tokens = await signIn(browser, payments);
    const cookie = String(browser.cookie('yimen_sso_session'));
    const tables = [
      'oidc_model',
      'session',
      'session_cookie',
      'session_client',
      'relying_party',
      'secret_item',
      'audit_event',
    ] as const;
    const rows = await Promise.all(
      tables.map((table) => sso.db.query.selectFrom(table).selectAll().execute()),
    );
    const dump = JSON.stringify(rows);
    for (const secret of [
      tokens.access_token,
      String(tokens.refresh_token),
      cookie,
      payments.secret,
      password,
    ]) {
      expect(dump).not.toContain(secret);
    }
    expect(dump).not.toContain('"d":');
  });
});
