import { createHash } from 'node:crypto';
import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBrowser } from '../src/testing/test-browser.ts';
import { type Scene, startScene } from './harness/scene.ts';

describe.each(testDatabases())('sign-in on $name', (database) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await startScene(await database.url());
  });
  afterAll(() => scene.close());

  it('takes a person to the page she asked for, with her claims, and no token in the browser', async () => {
    const browser = createTestBrowser({ username: 'wangfang' });
    const page = await browser.visit(`${scene.app.url}/pages/home?unit=edu`);
    expect(page.status).toBe(200);
    const { path, session } = JSON.parse(page.body);
    expect(path).toBe('/pages/home?unit=edu');
    expect(session).toMatchObject({
      sub: 'wangfang',
      claims: {
        name: 'Name of wangfang',
        preferred_username: 'wangfang',
        roles: ['staff'],
        unit_path: ['city'],
      },
    });
    const cookie = browser.cookie(scene.app.cookieName);
    expect(cookie).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(cookie).not.toBe(session.key);
    const row = await scene.app.db.query
      .selectFrom('rp_session')
      .selectAll()
      .where('sub', '=', 'wangfang')
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(cookie);
    // A JWT anywhere in it; ciphertext may have its first letters by chance.
    expect(row.sealed_tokens).not.toMatch(/eyJ[\w-]*\.eyJ/);
  });

  it('sets an HttpOnly, SameSite=Lax cookie and forbids storing the answers on the way', async () => {
    const browser = createTestBrowser({ username: 'lina' });
    const start = await browser.send(`${scene.app.url}/auth/sign-in`);
    expect(start.status).toBe(303);
    expect(start.headers['cache-control']).toBe('no-store');
    const url = new URL(String(start.headers.location));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${scene.app.url}/auth/callback`,
    });
    expect(url.searchParams.get('nonce')).toBeTruthy();
    const atCallback = await browser.visit(url.href, (next) => next.pathname === '/auth/callback');
    const done = await browser.send(atCallback.url);
    const cookies = [done.headers['set-cookie']].flat().join('\n');
    expect(cookies).toMatch(new RegExp(`${scene.app.cookieName}=[^;]{43}; Path=/; HttpOnly; SameSite=Lax`));
  });

  it('steps up with acr_values and comes back to the same page, the session replaced and never lost', async () => {
    const browser = createTestBrowser({ username: 'hanmei' });
    await browser.visit(`${scene.app.url}/pages/home`);
    const before = browser.cookie(scene.app.cookieName);
    const acr = 'urn:yimen:acr:second-factor urn:yimen:acr:passkey';
    const address = `${scene.app.url}/auth/sign-in?${new URLSearchParams({ acr_values: acr, return_to: '/pages/home?a=1' })}`;
    const start = await browser.send(address);
    expect(new URL(String(start.headers.location)).searchParams.get('acr_values')).toBe(acr);
    // Until she is back, the old session goes on.
    const meanwhile = await browser.send(`${scene.app.url}/api/token`, {
      headers: { 'x-yimen-request': '1' },
    });
    expect(meanwhile.status).toBe(200);
    const page = await browser.visit(address);
    expect(JSON.parse(page.body).path).toBe('/pages/home?a=1');
    expect(browser.cookie(scene.app.cookieName)).not.toBe(before);
    for (const bad of ['', 'a  b', 'a\nb', 'x'.repeat(300)]) {
      const query = new URLSearchParams({ acr_values: bad, return_to: '/pages/home' });
      const ignored = await browser.send(`${scene.app.url}/auth/sign-in?${query}`);
      expect(ignored.headers.location).toMatch(/\/pages\/home$/);
    }
    const others = new URLSearchParams({ acr_values: acr, return_to: 'https://evil.example/' });
    expect((await browser.visit(`${scene.app.url}/auth/sign-in?${others}`)).url).toContain(scene.app.url);
  });

  it('gives an API call without a session a problem, not a redirect', async () => {
    const browser = createTestBrowser();
    const headers = { accept: 'application/json', 'x-yimen-request': '1' };
    const none = await browser.send(`${scene.app.url}/api/token`, { headers });
    expect([none.status, JSON.parse(none.body).type]).toEqual([401, 'urn:yimen:problem:sign-in-required']);
    browser.setCookie(scene.app.cookieName, 'A'.repeat(43));
    const unknown = await browser.send(`${scene.app.url}/api/token`, { headers });
    expect([unknown.status, JSON.parse(unknown.body).type]).toEqual([401, 'urn:yimen:problem:session-ended']);
  });

  it('treats a garbage cookie as no session and clears it', async () => {
    const browser = createTestBrowser({ username: 'garbage' });
    browser.setCookie(scene.app.cookieName, '%00;<script>');
    const first = await browser.send(`${scene.app.url}/pages/x`);
    expect(first.status).toBe(303);
    expect(String(first.headers['set-cookie'])).toContain(`${scene.app.cookieName}=; Max-Age=0`);
    expect((await browser.visit(`${scene.app.url}/pages/x`)).status).toBe(200);
  });

  it('shows a plain page in Chinese or English when the provider refuses the person', async () => {
    const refused = await createTestBrowser({ username: 'nobody' }).visit(`${scene.app.url}/pages/x`);
    expect(refused.status).toBe(403);
    expect(refused.body).toContain('您没有使用本系统的权限');
    expect(String(refused.headers['content-security-policy'])).not.toContain('unsafe-inline');
    const browser = createTestBrowser({ username: 'nobody' });
    const atCallback = await browser.visit(
      `${scene.app.url}/pages/x`,
      (url) => url.pathname === '/auth/callback',
    );
    const english = await browser.send(atCallback.url, { headers: { 'accept-language': 'en-US' } });
    expect(english.body).toContain('You may not use this system');
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    '/auth/sign-in',
    // Koa's router does not mind the case of a path.
    '/Auth/sign-in',
    'pages/home',
    '',
  ])('never leaves this origin for return_to %j', async (returnTo) => {
    const browser = createTestBrowser({ username: 'redirect' });
    const address = `${scene.app.url}/auth/sign-in?return_to=${encodeURIComponent(returnTo)}`;
    const page = await browser.visit(address);
    expect(page.url).toBe(`${scene.app.url}/`);
    expect(page.status).toBe(200);
    // Signed in already: answered without the provider, by the same rule.
    expect((await browser.visit(address)).url).toBe(`${scene.app.url}/`);
  });

  it('ends a stepping up in a window of its own at a page whose one script its policy names', async () => {
    const browser = createTestBrowser({ username: 'hanmei' });
    const query = new URLSearchParams({ acr_values: 'urn:example:strong', return_to: '/auth/verified' });
    const page = await browser.visit(`${scene.app.url}/auth/sign-in?${query}`);
    expect(new URL(page.url).pathname).toBe('/auth/verified');
    const script = /<script>(.*)<\/script>/.exec(page.body)?.[1] ?? '';
    expect(script).toContain("BroadcastChannel('yimen-verified')");
    const hash = createHash('sha256').update(script).digest('base64');
    expect(page.headers['content-security-policy']).toContain(`script-src 'sha256-${hash}'`);
    const signedOut = await browser.visit(`${scene.app.url}/auth/signed-out`);
    expect(signedOut.headers['content-security-policy']).not.toContain('script-src');
  });

  it('keeps query and fragment of a return_to of this origin', async () => {
    const browser = createTestBrowser({ username: 'deep' });
    const answer = await browser.visit(
      `${scene.app.url}/auth/sign-in?return_to=${encodeURIComponent('/pages/a?x=1&y=%2F2#part')}`,
    );
    expect(answer.url).toBe(`${scene.app.url}/pages/a?x=1&y=%2F2#part`);
  });
});
