import { testDatabases } from '@yimen/database/testing';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorize, startConformance, tokensOf } from '../conformance-scene.ts';
import { authorizationUrl, password, type RelyingPartyKit, type Sso } from '../sso-fixture.ts';

describe.each(testDatabases())(
  'OpenID Connect Core 1.0, 3.1.2.1: authentication request on $name',
  (database) => {
    let sso: Sso;
    let party: RelyingPartyKit;
    beforeAll(async () => {
      ({ sso, party } = await startConformance(database));
    });
    afterAll(() => sso.close());

    const plain = (extra: Record<string, string>, without: string[] = []) => {
      const query = new URLSearchParams({
        client_id: party.id,
        redirect_uri: party.redirectUri,
        response_type: 'code',
        scope: 'openid',
        state: 'st',
        ...extra,
      });
      for (const name of without) query.delete(name);
      return query;
    };

    it('takes GET and POST, from an old client without PKCE too', async () => {
      for (const [method, init] of [
        ['GET', undefined],
        ['POST', { method: 'POST', body: plain({ nonce: 'n-1' }) }],
      ] as const) {
        const browser = sso.browser();
        let visit = await browser.open(init ? '/auth' : `/auth?${plain({ nonce: 'n-1' })}`, init);
        visit = await browser.submit(visit, { username: 'wangfang', password });
        const answer = new URL(visit.url).searchParams;
        expect(answer.get('state'), method).toBe('st');
        expect(answer.get('iss')).toBe(sso.url);
        const code = String(answer.get('code'));
        // RFC 6749, 10.10: at least 128 bits.
        expect(code.length).toBeGreaterThanOrEqual(22);
        const tokens = await sso.tokenRequest(party, {
          grant_type: 'authorization_code',
          code,
          redirect_uri: party.redirectUri,
        });
        expect(tokens.status).toBe(200);
        expect(tokens.headers.get('cache-control')).toBe('no-store');
        const { id_token } = (await tokens.json()) as { id_token: string };
        expect(decodeJwt(id_token).nonce).toBe('n-1');
      }
    });

    it('asks PKCE of every other client', async () => {
      const strict = await sso.relyingParty('strict');
      const query = plain({ client_id: strict.id, redirect_uri: strict.redirectUri });
      const { url } = await sso.browser().open(`/auth?${query}`);
      expect(new URL(url).searchParams.get('error')).toBe('invalid_request');
    });

    it('needs no nonce in the code flow, and ignores parameters it does not know', async () => {
      const browser = sso.browser();
      const query = plain({ extra: 'foobar', display: 'popup', claims_locales: 'se', acr_values: '1 2' });
      let visit = await browser.open(`/auth?${query}`);
      visit = await browser.submit(visit, { username: 'wangfang', password });
      expect(new URL(visit.url).searchParams.get('code')).toBeTruthy();
    });

    it('prompt=none: no page, whether signed in or not', async () => {
      const browser = sso.browser();
      expect((await authorize(browser, party, { prompt: 'none' })).answer.get('error')).toBe(
        'login_required',
      );
      const first = decodeJwt(String((await tokensOf(browser, party)).id_token));
      const second = decodeJwt(String((await tokensOf(browser, party, { prompt: 'none' })).id_token));
      expect(second.sub).toBe(first.sub);
      expect(second.auth_time).toBe(first.auth_time);
    });

    it('prompt=login asks for the password again, and auth_time is later', async () => {
      const browser = sso.browser();
      const first = decodeJwt(String((await tokensOf(browser, party, { max_age: '10000' })).id_token));
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const request = await authorizationUrl(party, { prompt: 'login' });
      const page = await browser.open(request.url);
      expect(page.body).toContain('id="password"');
      const second = decodeJwt(String((await tokensOf(browser, party, { prompt: 'login' })).id_token));
      expect(Number(second.auth_time)).toBeGreaterThan(Number(first.auth_time));
    });

    it('max_age asks again when the sign-in is older, and is told in auth_time', async () => {
      const browser = sso.browser();
      const first = decodeJwt(String((await tokensOf(browser, party)).id_token));
      await new Promise((resolve) => setTimeout(resolve, 2_100));
      expect((await authorize(browser, party, { prompt: 'none', max_age: '1' })).answer.get('error')).toBe(
        'login_required',
      );
      const again = decodeJwt(String((await tokensOf(browser, party, { max_age: '1' })).id_token));
      expect(Number(again.auth_time)).toBeGreaterThan(Number(first.auth_time));
      const young = decodeJwt(String((await tokensOf(browser, party, { max_age: '10000' })).id_token));
      expect(young.auth_time).toBe(again.auth_time);
    });

    it('prompt=consent shows what is asked for, and a refusal goes back as access_denied', async () => {
      const browser = sso.browser();
      await tokensOf(browser, party);
      const request = await authorizationUrl(party, {
        prompt: 'consent',
        scope: 'openid email offline_access',
      });
      const page = await browser.open(request.url);
      expect(page.body).toContain('电子邮箱');
      expect(page.body).not.toContain('单位、岗位和角色');
      const refused = await browser.submit(page, { answer: 'refuse' });
      expect(new URL(refused.url).searchParams.get('error')).toBe('access_denied');
      const again = await browser.open(request.url);
      const agreed = await browser.submit(again, { answer: 'agree' });
      expect(new URL(agreed.url).searchParams.get('code')).toBeTruthy();
    });

    it('prompt=select_account offers the account that is signed in, or another one', async () => {
      const browser = sso.browser();
      const nobody = await authorize(browser, party, { prompt: 'select_account' });
      expect(nobody.answer.get('code'), 'who signs in has chosen').toBeTruthy();
      const page = await browser.open((await authorizationUrl(party, { prompt: 'select_account' })).url);
      expect(page.body).toContain('选择账号');
      const same = await browser.submit(page, {}, '/select-account');
      expect(new URL(same.url).searchParams.get('code')).toBeTruthy();
      const once = await browser.open((await authorizationUrl(party, { prompt: 'select_account' })).url);
      const form = await browser.submit(once, {}, '/switch-account');
      expect(form.body).toContain('id="password"');
      const other = await browser.submit(form, { username: 'lina', password });
      expect(new URL(other.url).searchParams.get('code')).toBeTruthy();
      const { request, visit } = await authorize(browser, party, { prompt: 'none' });
      expect(request.url).not.toBe(visit.url);
      const silent = await authorize(browser, party, { prompt: 'none select_account' });
      expect(silent.answer.get('error')).toBe('invalid_request');
    });

    it('login_hint fills the name in, ui_locales chooses the language', async () => {
      const request = await authorizationUrl(party, { login_hint: 'lina', ui_locales: 'en' });
      const page = await sso.browser().open(request.url);
      expect(page.body).toContain('value="lina"');
      expect(page.body).toContain('lang="en-US"');
      const unknown = await authorizationUrl(party, { ui_locales: 'se' });
      expect((await sso.browser().open(unknown.url)).body).toContain('lang="zh-CN"');
    });

    it('id_token_hint of this person passes silently, of another person it does not', async () => {
      const browser = sso.browser();
      const hint = String((await tokensOf(browser, party)).id_token);
      const silent = { prompt: 'none', id_token_hint: hint };
      expect((await authorize(browser, party, silent)).answer.get('code')).toBeTruthy();
      const stranger = sso.browser();
      await authorize(stranger, party, {}, 'lina');
      expect((await authorize(stranger, party, silent)).answer.get('error')).toBe('login_required');
      const broken = { prompt: 'none', id_token_hint: `${hint.slice(0, -6)}AAAAAA` };
      expect((await authorize(stranger, party, broken)).answer.get('error')).toBe('invalid_request');
    });

    it('6.1, 6.2: request and request_uri are refused by name', async () => {
      for (const [name, error] of [
        ['request', 'request_not_supported'],
        ['request_uri', 'request_uri_not_supported'],
      ] as const) {
        const value = name === 'request' ? 'eyJhbGciOiJub25lIn0.e30.' : 'https://rp.example/request.jwt';
        const { url } = await sso.browser().open(`/auth?${plain({ [name]: value })}`);
        expect(new URL(url).searchParams.get('error')).toBe(error);
        expect(new URL(url).searchParams.get('state')).toBe('st');
      }
    });

    it('RFC 6749, 3.1.1: a missing or unknown response_type goes back as an error', async () => {
      const missing = await sso.browser().open(`/auth?${plain({}, ['response_type'])}`);
      expect(new URL(missing.url).searchParams.get('error')).toBe('invalid_request');
      const implicit = await sso.browser().open(`/auth?${plain({ response_type: 'id_token', nonce: 'n' })}`);
      expect(implicit.url).toContain('error=unsupported_response_type');
    });

    it('RFC 6749, 4.1.2.1: what cannot go back is a page with the code in it, and nobody is redirected', async () => {
      for (const [query, code] of [
        [plain({ redirect_uri: `${party.redirectUri}/other` }), 'invalid_redirect_uri'],
        [plain({ redirect_uri: `${party.redirectUri}?foo=bar` }), 'invalid_redirect_uri'],
        [plain({ client_id: 'nobody' }), 'invalid_client'],
        [plain({}, ['client_id']), 'invalid_request'],
        [plain({}, ['redirect_uri']), 'invalid_request'],
      ] as const) {
        const page = await sso.browser().open(`/auth?${query}`);
        expect(page.status).toBe(400);
        expect(new URL(page.url).origin).toBe(sso.url);
        expect(page.body).toContain('id="error-code"');
        expect(page.body).toContain(code);
        expect(page.body).toContain('暂时无法完成登录');
      }
    });

    it('keeps the query of a registered redirect URI', async () => {
      const redirectUri = 'http://127.0.0.1:9/query/callback?foo=bar&baz=1';
      const withQuery = await sso.relyingParty('query', { redirectUris: [redirectUri] });
      withQuery.redirectUri = redirectUri;
      const { answer } = await authorize(sso.browser(), withQuery);
      expect(Object.fromEntries(answer)).toMatchObject({ foo: 'bar', baz: '1', code: expect.any(String) });
      const { visit } = await authorize(sso.browser(), {
        ...withQuery,
        redirectUri: redirectUri.replace('baz=1', 'baz=2'),
      });
      expect(visit.body).toContain('invalid_redirect_uri');
    });

    it('OAuth 2.0 Form Post Response Mode: the answer is a form that posts itself, or is sent by hand', async () => {
      const browser = sso.browser();
      await tokensOf(browser, party);
      const page = await browser.open((await authorizationUrl(party, { response_mode: 'form_post' })).url);
      expect(page.status).toBe(200);
      expect(page.body).toMatch(new RegExp(`<form method="post" action="${party.redirectUri}">`));
      for (const name of ['code', 'state', 'iss']) expect(page.body).toContain(`name="${name}"`);
      expect(page.body).toContain('<noscript>');
      const policy = String(page.headers.get('content-security-policy'));
      expect(policy).toMatch(/script-src 'sha256-/);
      expect(policy).not.toContain('unsafe-inline');
      const refused = await browser.open(
        (await authorizationUrl(party, { response_mode: 'form_post', prompt: 'none', max_age: '0' })).url,
      );
      expect(refused.body).toContain('value="login_required"');
    });

    it.each(['scope', 'state', 'client_id', 'redirect_uri', 'nonce'])(
      'refuses %s given twice',
      async (name) => {
        const query = plain({ nonce: 'n' });
        query.append(name, 'twice');
        const { url, body } = await sso.browser().open(`/auth?${query}`);
        expect(`${url} ${body}`).toContain('invalid_request');
      },
    );
  },
);
