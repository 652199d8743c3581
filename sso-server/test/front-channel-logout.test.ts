import { testDatabases } from '@yimen/database/testing';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RelyingPartyKit, type Sso, signIn, startSso } from './sso-fixture.ts';

// OpenID Connect Front-Channel Logout 1.0.
describe.each(testDatabases())('front-channel logout on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;
  let old: RelyingPartyKit;
  let plain: RelyingPartyKit;
  const signedOutUri = 'http://127.0.0.1:9/portal/signed-out';

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.person('wangfang');
    await sso.person('lina');
    portal = await sso.relyingParty('portal');
    old = await sso.relyingParty('old', {
      frontchannelLogoutUri: 'http://old.example:8080/signout-oidc?from=sso',
      frontchannelLogoutSessionRequired: true,
    });
    plain = await sso.relyingParty('plain', { frontchannelLogoutUri: 'http://plain.example/out' });
  });
  afterAll(() => sso.close());

  const framesIn = (body: string) =>
    [...body.matchAll(/<iframe src="([^"]+)"/g)].map(([, uri = '']) => uri.replaceAll('&amp;', '&'));
  const receipts = async (sub: string) =>
    (
      await sso.db.query
        .selectFrom('logout_delivery')
        .select(['client_id', 'channel', 'state'])
        .where('sub', '=', sub)
        .orderBy('client_id')
        .execute()
    ).map(({ client_id, channel, state }) => `${client_id} ${channel} ${state}`);

  it('is announced in the discovery document', async () => {
    const answer = await fetch(`${sso.url}/.well-known/openid-configuration`);
    expect(await answer.json()).toMatchObject({
      frontchannel_logout_supported: true,
      frontchannel_logout_session_supported: true,
      backchannel_logout_supported: true,
    });
  });

  it('frames each system once, with iss and sid where it asked for them, and goes on without JavaScript', async () => {
    const browser = sso.browser();
    const tokens = await signIn(browser, portal);
    const oldTokens = await signIn(browser, old);
    await signIn(browser, plain);
    const url = `${sso.url}/session/end?${new URLSearchParams({
      id_token_hint: String(tokens.id_token),
      post_logout_redirect_uri: signedOutUri,
      state: 'a&b',
    })}`;
    const page = await browser.open(url);
    const sid = decodeJwt(String(oldTokens.id_token)).sid;
    expect(sid).toEqual(expect.any(String));
    expect(framesIn(page.body).sort()).toEqual([
      `http://old.example:8080/signout-oidc?${new URLSearchParams({ from: 'sso', iss: sso.url, sid: String(sid) })}`,
      'http://plain.example/out',
    ]);
    const policy = String(page.headers.get('content-security-policy'));
    expect(policy).toMatch(
      /; frame-src (http:\/\/old\.example:8080 http:\/\/plain\.example|http:\/\/plain\.example http:\/\/old\.example:8080)$/,
    );
    expect(policy).toContain("script-src 'none'");
    expect(page.body).toContain(`<meta http-equiv="refresh" content="3;url=${signedOutUri}?state=a%26b">`);
    expect(page.body).not.toContain('<script');
    expect(await receipts('p-wangfang')).toEqual(['old front shown', 'plain front shown']);
    // Once is enough: the page again, and other pages, frame nothing.
    const again = await browser.open(url);
    expect(again.url).toBe(`${signedOutUri}?state=a%26b`);
    const other = await browser.open('/signed-out');
    expect(other.headers.get('content-security-policy')).not.toContain('frame-src');
  });

  it('stands on the signed-out page when nobody asked to be taken back', async () => {
    const browser = sso.browser();
    const tokens = await signIn(browser, old, { username: 'lina' });
    const page = await browser.open(`${sso.url}/session/end?id_token_hint=${tokens.id_token}`);
    expect(page.body).toContain('已退出登录');
    expect(page.body).not.toContain('http-equiv="refresh"');
    expect(framesIn(page.body)).toHaveLength(1);
  });

  it('tells the systems of the person before when another signs in with the same browser', async () => {
    const browser = sso.browser();
    await signIn(browser, plain, { username: 'lina' });
    const request = new URL(sso.url);
    request.pathname = '/auth';
    request.search = String(
      new URLSearchParams({
        client_id: 'portal',
        response_type: 'code',
        scope: 'openid',
        redirect_uri: portal.redirectUri,
        code_challenge: 'x'.repeat(43),
        code_challenge_method: 'S256',
        prompt: 'login',
      }),
    );
    const form = await browser.open(request.href);
    const page = await browser.submit(form, { username: 'wangfang', password: 'Correct-horse-9' });
    expect(framesIn(page.body)).toEqual(['http://plain.example/out']);
    const [, next = ''] = /content="3;url=([^"]+)"/.exec(page.body) ?? [];
    expect((await browser.open(next)).url).toContain('code=');
  });

  it('says honestly that a system was not reached when the session ended without the browser', async () => {
    await sso.person('chenwei');
    await signIn(sso.browser(), plain, { username: 'chenwei' });
    await sso.person('chenwei', { isActive: false });
    expect(await receipts('p-chenwei')).toEqual(['plain front unreached']);
  });
});
