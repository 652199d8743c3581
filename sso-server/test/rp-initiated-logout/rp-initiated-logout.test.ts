import { testDatabases } from '@yimen/database/testing';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Browser } from '../browser.ts';
import { authorize, startConformance, tokensOf } from '../conformance-scene.ts';
import type { RelyingPartyKit, Sso } from '../sso-fixture.ts';

const target = 'http://127.0.0.1:9/suite/signed-out';

describe.each(testDatabases())('OpenID Connect RP-Initiated Logout 1.0 on $name', (database) => {
  let sso: Sso;
  let party: RelyingPartyKit;
  beforeAll(async () => {
    ({ sso, party } = await startConformance(database));
  });
  afterAll(() => sso.close());

  async function signedIn(): Promise<{ browser: Browser; hint: string }> {
    const browser = sso.browser();
    return { browser, hint: String((await tokensOf(browser, party)).id_token) };
  }
  const endOf = (query: Record<string, string>) => `/session/end?${new URLSearchParams(query)}`;
  const isSignedIn = async (browser: Browser) =>
    (await authorize(browser, party, { prompt: 'none' })).answer.get('error') === null;

  it('2: with everything right there is no question, state comes back whole, and the session is over', async () => {
    const { browser, hint } = await signedIn();
    const state = 'x'.repeat(128);
    const { url } = await browser.open(
      endOf({ id_token_hint: hint, post_logout_redirect_uri: target, state }),
    );
    expect(url).toBe(`${target}?state=${state}`);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('2: POST is as good as GET', async () => {
    const { browser, hint } = await signedIn();
    const body = new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: target });
    expect((await browser.open('/session/end', { method: 'POST', body })).url).toBe(target);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('3: no state, none comes back', async () => {
    const { browser, hint } = await signedIn();
    const { url } = await browser.open(endOf({ id_token_hint: hint, post_logout_redirect_uri: target }));
    expect(url).toBe(target);
  });

  it.each([
    ['no parameters', () => ({})],
    ['state alone', () => ({ state: 'st' })],
  ])('2: %s: she is asked, and ends at a page of ours that says so', async (_name, query) => {
    const { browser } = await signedIn();
    const page = await browser.open(endOf(query()));
    expect(page.body).toContain('确定要退出登录吗');
    const done = await browser.submit(page, { answer: 'sign-out' });
    expect(new URL(done.url).origin).toBe(sso.url);
    expect(done.body).toContain('已退出登录');
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('2: without post_logout_redirect_uri she ends at a page of ours', async () => {
    const { browser, hint } = await signedIn();
    const page = await browser.open(endOf({ id_token_hint: hint, state: 'st' }));
    expect(page.body).toContain('已退出登录');
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('accepts an ID token that has expired', async () => {
    const { browser, hint } = await signedIn();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 110 * 60_000 });
    try {
      const { url } = await browser.open(endOf({ id_token_hint: hint, post_logout_redirect_uri: target }));
      expect(url).toBe(target);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each<[string, string, (hint: string) => Promise<Record<string, string>>]>([
    [
      'a post_logout_redirect_uri that is not registered',
      'post_logout_redirect_uri_not_registered',
      async (hint) => ({ id_token_hint: hint, post_logout_redirect_uri: `${target}/other` }),
    ],
    [
      'a registered post_logout_redirect_uri with a query added',
      'post_logout_redirect_uri_not_registered',
      async (hint) => ({ id_token_hint: hint, post_logout_redirect_uri: `${target}?foo=bar` }),
    ],
    [
      'post_logout_redirect_uri without saying for whom',
      'post_logout_redirect_uri_not_registered',
      async () => ({ post_logout_redirect_uri: target, state: 'st' }),
    ],
    [
      'an id_token_hint that is no token',
      'invalid_id_token_hint',
      async () => ({ id_token_hint: 'nonsense', post_logout_redirect_uri: target }),
    ],
    [
      'an id_token_hint whose signature was taken off',
      'invalid_id_token_hint',
      async (hint) => ({
        id_token_hint: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${hint.split('.')[1]}.`,
        post_logout_redirect_uri: target,
      }),
    ],
    [
      'an id_token_hint of another issuer',
      'invalid_id_token_hint',
      async () => ({
        id_token_hint: await new SignJWT({})
          .setProtectedHeader({ alg: 'HS256' })
          .setAudience('suite')
          .setSubject('p-wangfang')
          .sign(Buffer.alloc(32)),
        post_logout_redirect_uri: target,
      }),
    ],
    [
      'a client_id that is not the one of the hint',
      'client_id_mismatch',
      async (hint) => ({ id_token_hint: hint, client_id: 'launcher', post_logout_redirect_uri: target }),
    ],
  ])(
    '2: %s: nobody is redirected, the code stands on the page, and she can still sign out',
    async (_name, code, make) => {
      const { browser, hint } = await signedIn();
      const page = await browser.open(endOf(await make(hint)));
      expect(page.status).toBe(400);
      expect(new URL(page.url).origin).toBe(sso.url);
      expect(page.body).toContain('id="error-code"');
      expect(page.body).toContain(code);
      expect(await isSignedIn(browser), 'an unclear request ends nothing by itself').toBe(true);
      const done = await browser.submit(page, { answer: 'sign-out' });
      expect(new URL(done.url).origin).toBe(sso.url);
      expect(await isSignedIn(browser)).toBe(false);
    },
  );

  it('asks when the hint is of somebody else', async () => {
    const { hint } = await signedIn();
    const other = sso.browser();
    await authorize(other, party, {}, 'lina');
    const page = await other.open(endOf({ id_token_hint: hint, post_logout_redirect_uri: target }));
    expect(page.body).toContain('确定要退出登录吗');
    expect((await authorize(other, party, { prompt: 'none' })).answer.get('code')).toBeTruthy();
  });

  it('goes straight on for whoever is not signed in', async () => {
    const { hint } = await signedIn();
    const stranger = sso.browser();
    const { url } = await stranger.open(
      endOf({ id_token_hint: hint, post_logout_redirect_uri: target, state: 's' }),
    );
    expect(url).toBe(`${target}?state=s`);
  });
});
