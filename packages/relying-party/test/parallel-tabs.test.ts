import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBrowser } from '../src/testing/test-browser.ts';
import { type Scene, startScene } from './harness/scene.ts';

const atCallback = (url: URL) => url.pathname === '/auth/callback';

describe.each(testDatabases())('tabs of one browser on $name', (database) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await startScene(await database.url());
  });
  afterAll(() => scene.close());

  it('signs in eight tabs that were opened at once, each to its own page', async () => {
    const browser = createTestBrowser({ username: 'tabs' });
    await browser.visit(`${scene.app.url}/pages/first`);
    const tabs = Array.from({ length: 8 }, (_, tab) => `${scene.app.url}/pages/${tab}`);
    browser.jar.delete(`${scene.app.cookieName} /`);
    const pages = await Promise.all(tabs.map((url) => browser.visit(url)));
    expect(pages.map((page) => [page.status, page.url])).toEqual(tabs.map((url) => [200, url]));
  });

  it('lets a callback that comes second, is used twice or is late go where its person wanted', async () => {
    const browser = createTestBrowser({ username: 'twice' });
    const first = await browser.visit(`${scene.app.url}/pages/one`, atCallback);
    expect((await browser.visit(first.url)).url).toBe(`${scene.app.url}/pages/one`);
    expect((await browser.visit(first.url)).url).toBe(`${scene.app.url}/pages/one`);
    browser.jar.delete(`${scene.app.cookieName} /`);
    const late = await browser.visit(`${scene.app.url}/pages/late`, atCallback);
    scene.clock.aheadMs = 2 * 3_600_000;
    const page = await browser.visit(late.url);
    scene.clock.aheadMs = 0;
    expect([page.status, page.url]).toEqual([200, `${scene.app.url}/pages/late`]);
  });

  it('answers an unknown state with a plain page, or with the portal when signed in', async () => {
    const browser = createTestBrowser({ username: 'unknown-state' });
    const plain = await browser.send(`${scene.app.url}/auth/callback?code=x&state=${'A'.repeat(43)}`);
    expect([plain.status, plain.body.includes('登录页面已过期')]).toEqual([400, true]);
    await browser.visit(`${scene.app.url}/`);
    const signedIn = await browser.visit(`${scene.app.url}/auth/callback?state=nonsense`);
    expect([signedIn.status, signedIn.url]).toEqual([200, `${scene.app.url}/`]);
  });

  it('does not sign a browser in with a code that another browser asked for', async () => {
    const attacker = createTestBrowser({ username: 'attacker' });
    const link = await attacker.visit(`${scene.app.url}/pages/trap`, atCallback);
    const victim = createTestBrowser({ username: 'victim' });
    const page = await victim.visit(link.url);
    expect(JSON.parse(page.body).session.sub).toBe('victim');
  });

  it('says so when the browser keeps no cookies, instead of redirecting for ever', async () => {
    const browser = createTestBrowser({ username: 'no-cookies', keepsCookies: false });
    const start = await browser.send(`${scene.app.url}/auth/sign-in`);
    let state = new URL(String(start.headers.location)).searchParams.get('state');
    let status = 0;
    for (let round = 0; round < 5; round += 1) {
      const back = `${scene.app.url}/auth/callback?code=x&state=${state}&iss=${scene.provider.issuer}`;
      const answer = await browser.send(back);
      status = answer.status;
      if (status !== 303) {
        expect(answer.body).toContain('Cookie');
        break;
      }
      state = new URL(String(answer.headers.location)).searchParams.get('state');
    }
    expect(status).toBe(400);
  });

  it('refuses an answer of another issuer (RFC 9207)', async () => {
    const browser = createTestBrowser({ username: 'mix-up' });
    const answer = await browser.visit(`${scene.app.url}/pages/x`, atCallback);
    const forged = new URL(answer.url);
    forged.searchParams.set('iss', 'https://evil.example');
    const page = await browser.send(forged.href);
    expect([page.status, page.body.includes('登录没有完成')]).toEqual([400, true]);
  });
});
