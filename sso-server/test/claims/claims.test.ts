import { testDatabases } from '@yimen/database/testing';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allScopes, everyClaim, startConformance, tokensOf, userInfo } from '../conformance-scene.ts';
import { type RelyingPartyKit, type Sso, signIn } from '../sso-fixture.ts';

const ofProtocol = ['iss', 'sub', 'aud', 'exp', 'iat', 'nonce', 'at_hash', 'auth_time', 'amr', 'acr', 'sid'];

describe.each(testDatabases())('OpenID Connect Core 1.0, section 5: claims on $name', (database) => {
  let sso: Sso;
  let party: RelyingPartyKit;
  beforeAll(async () => {
    ({ sso, party } = await startConformance(database));
  });
  afterAll(() => sso.close());

  const claims = (value: unknown) => ({ claims: JSON.stringify(value) });

  it.each([
    [
      'profile',
      {
        name: '姓名wangfang',
        'name#en-US': '姓名wangfang (en)',
        family_name: '王',
        given_name: '芳',
        middle_name: '小',
        nickname: '芳芳',
        preferred_username: 'wangfang',
        profile: everyClaim.profile.profile,
        picture: everyClaim.profile.picture,
        website: everyClaim.profile.website,
        gender: 'female',
        birthdate: '1988-03-08',
        zoneinfo: 'Asia/Shanghai',
        locale: 'zh-CN',
        updated_at: expect.any(Number),
      },
    ],
    ['email', { email: everyClaim.email, email_verified: true }],
    ['phone', { phone_number: everyClaim.mobilePhone, phone_number_verified: true }],
    [
      'address',
      {
        address: {
          formatted: '示范市人民路1号',
          street_address: '人民路1号',
          locality: '示范市',
          region: '示范省',
          postal_code: '000001',
          country: 'CN',
        },
      },
    ],
  ])('5.4: the scope %s gives its claims at the userinfo endpoint and no others', async (scope, expected) => {
    const tokens = await tokensOf(sso.browser(), party, { scope: `openid ${scope}` });
    const { sub, ...rest } = await userInfo(party, tokens.access_token);
    expect(sub).toBe('p-wangfang');
    expect(rest).toEqual({ ...expected, amr: undefined });
  });

  it('5.4: the ID token of such a client has no claim that was not named for it', async () => {
    const tokens = await tokensOf(sso.browser(), party, { scope: allScopes, prompt: 'login' });
    expect(
      Object.keys(decodeJwt(String(tokens.id_token))).filter((name) => !ofProtocol.includes(name)),
    ).toEqual([]);
  });

  it('gives claims in the ID token to a client that is registered for that', async () => {
    const old = await sso.relyingParty('old', { scope: 'openid profile email organisation' });
    const tokens = await signIn(sso.browser(), old, { extra: { scope: 'openid profile email' } });
    expect(decodeJwt(String(tokens.id_token))).toMatchObject({
      name: '姓名wangfang',
      email: everyClaim.email,
    });
  });

  it('5.5: names claims one by one for the userinfo endpoint and for the ID token', async () => {
    const tokens = await tokensOf(sso.browser(), party, {
      scope: 'openid',
      ...claims({
        userinfo: { name: { essential: true }, picture: null },
        id_token: { email: { essential: true }, auth_time: { essential: true }, nickname: { value: '芳芳' } },
      }),
    });
    const idToken = decodeJwt(String(tokens.id_token));
    expect(idToken).toMatchObject({
      email: everyClaim.email,
      nickname: '芳芳',
      auth_time: expect.any(Number),
    });
    expect(idToken).not.toHaveProperty('name');
    const info = await userInfo(party, tokens.access_token);
    expect(info).toMatchObject({ name: '姓名wangfang', picture: everyClaim.profile.picture });
    expect(info).not.toHaveProperty('email');
  });

  it('5.5: names nothing that the registered scopes of the client would not tell', async () => {
    const narrow = await sso.relyingParty('narrow', { scope: 'openid profile', claimsInIdToken: false });
    const tokens = await tokensOf(sso.browser(), narrow, {
      scope: 'openid',
      ...claims({ userinfo: { phone_number: null, roles: null, nickname: null }, id_token: { email: null } }),
    });
    const info = await userInfo(narrow, tokens.access_token);
    expect(Object.keys(info).sort()).toEqual(['nickname', 'sub']);
    expect(decodeJwt(String(tokens.id_token))).not.toHaveProperty('email');
  });

  it('5.5: refuses what is not JSON of that form', async () => {
    for (const value of ['{', '[]', '{"id_token":[]}', '{"userinfo":{"name":"x"}}']) {
      const browser = sso.browser();
      const request = new URL(`${sso.url}/auth`);
      request.search = String(
        new URLSearchParams({
          client_id: party.id,
          redirect_uri: party.redirectUri,
          response_type: 'code',
          scope: 'openid',
          claims: value,
        }),
      );
      expect((await browser.open(request.href)).url, value).toContain('error=invalid_request');
    }
  });

  it('5.5.1: sub with another value asks for another person, silently it is refused', async () => {
    const browser = sso.browser();
    await tokensOf(browser, party);
    const other = claims({ id_token: { sub: { value: 'p-lina' } } });
    const { authorize } = await import('../conformance-scene.ts');
    expect((await authorize(browser, party, { prompt: 'none', ...other })).answer.get('error')).toBe(
      'login_required',
    );
    const same = claims({ id_token: { sub: { value: 'p-wangfang' } } });
    expect((await authorize(browser, party, { prompt: 'none', ...same })).answer.get('code')).toBeTruthy();
  });

  it('5.3: the userinfo endpoint takes GET and POST, the token in the header or the body, and no other token', async () => {
    const { access_token } = await tokensOf(sso.browser(), party);
    const bearer = { authorization: `Bearer ${access_token}` };
    const url = `${sso.url}/userinfo`;
    const body = new URLSearchParams({ access_token });
    for (const init of [{ headers: bearer }, { method: 'POST', headers: bearer }, { method: 'POST', body }]) {
      const answer = await fetch(url, init);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain('application/json');
    }
    const refused = await fetch(url, { headers: { authorization: 'Bearer made-up' } });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });
});
