import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../src/testing/free-port.ts';
import { createTestBrowser } from '../src/testing/test-browser.ts';
import { type Scene, startScene } from './harness/scene.ts';
import { startTestApp } from './harness/test-app.ts';
import { createTestProvider } from './harness/test-provider.ts';

describe.each(testDatabases())('sign-out on $name', (database) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await startScene(await database.url());
  });
  afterAll(() => scene.close());

  const signIn = async (username: string) => {
    const browser = createTestBrowser({ username });
    await browser.visit(`${scene.app.url}/`);
    return browser;
  };

  it('ends the own session first and sends a form to the provider, without a token (RP-Initiated Logout 1.0)', async () => {
    const browser = await signIn('form');
    const headers = { 'sec-fetch-site': 'same-origin' };
    const answer = await browser.send(`${scene.app.url}/auth/sign-out`, { method: 'POST', headers });
    expect(answer.status).toBe(303);
    const location = new URL(String(answer.headers.location));
    expect(location.origin).toBe(scene.provider.issuer);
    expect(location.searchParams.get('client_id')).toBe('client-0');
    expect(location.href).not.toContain('eyJ');
    expect(location.searchParams.get('post_logout_redirect_uri')).toBe(`${scene.app.url}/auth/signed-out`);
    expect(browser.cookie(scene.app.cookieName)).toBeUndefined();
    const rows = scene.app.db.query.selectFrom('rp_session').select('key').where('sub', '=', 'form');
    expect(await rows.execute()).toEqual([]);
  });

  it('sends the ID token as a hint to a provider that is said to need it', async () => {
    const port = await freePort();
    const provider = await createTestProvider([`http://localhost:${port}`]);
    await provider.start();
    const { issuer } = provider;
    const app = await startTestApp({
      databaseUrl: '',
      db: scene.app.db,
      issuer,
      port,
      sendIdTokenHint: true,
    });
    const browser = createTestBrowser({ username: 'hint' });
    await browser.visit(`${app.url}/`);
    const headers = { 'sec-fetch-site': 'same-origin' };
    const answer = await browser.send(`${app.url}/auth/sign-out`, { method: 'POST', headers });
    expect(new URL(String(answer.headers.location)).searchParams.get('id_token_hint')).toMatch(/^eyJ/);
    await app.close();
    await provider.stop();
  });

  it('tells a fetch where to go', async () => {
    const browser = await signIn('fetch');
    const headers = { 'sec-fetch-site': 'same-origin', 'x-yimen-request': '1', accept: 'application/json' };
    const answer = await browser.send(`${scene.app.url}/auth/sign-out`, { method: 'POST', headers });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body).location).toContain(scene.provider.issuer);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this host', { 'sec-fetch-site': 'same-site' }],
    ['another origin, old browser', { origin: 'http://localhost:1' }],
    ['nobody knows where', {}],
  ])('refuses a request from %s', async (_from, headers: Record<string, string>) => {
    const browser = await signIn('csrf');
    const answer = await browser.send(`${scene.app.url}/auth/sign-out`, { method: 'POST', headers });
    expect(answer.status).toBe(403);
    expect((await browser.send(`${scene.app.url}/`)).status).toBe(200);
    expect((await browser.send(`${scene.app.url}/auth/sign-out`)).status).not.toBe(303);
    expect((await browser.send(`${scene.app.url}/`)).status).toBe(200);
  });

  it('shows the signed-out page in both languages', async () => {
    const browser = createTestBrowser();
    const chinese = await browser.send(`${scene.app.url}/auth/signed-out`);
    expect([chinese.status, chinese.body.includes('您已退出登录')]).toEqual([200, true]);
    const headers = { 'accept-language': 'en' };
    const english = await browser.send(`${scene.app.url}/auth/signed-out`, { headers });
    expect(english.body).toContain('You are signed out');
  });

  it('signs out here when the provider cannot be reached, and says that this was all', async () => {
    const late = await startScene(await database.url(), { startProvider: false });
    const browser = createTestBrowser();
    const headers = { origin: late.app.url };
    const answer = await browser.send(`${late.app.url}/auth/sign-out`, { method: 'POST', headers });
    expect(answer.headers.location).toBe('/auth/signed-out?only=here');
    const page = await browser.visit(`${late.app.url}/auth/signed-out?only=here`);
    expect(page.body).toContain('其他系统可能仍处于登录状态');
    await late.close();
  });
});
