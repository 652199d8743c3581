import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestBrowser, type TestBrowser } from '../src/testing/test-browser.ts';
import { type Scene, startScene } from './harness/scene.ts';
import { logoutEvent } from './harness/test-provider.ts';

const now = () => Math.floor(Date.now() / 1000);

describe.each(testDatabases())('OpenID Connect Back-Channel Logout 1.0 on $name', (database) => {
  let scene: Scene;
  let browser: TestBrowser;
  let sid: string;
  beforeAll(async () => {
    scene = await startScene(await database.url());
  });
  afterAll(() => scene.close());
  beforeEach(async () => {
    browser = createTestBrowser({ username: 'wangfang' });
    sid = JSON.parse((await browser.visit(`${scene.app.url}/`)).body).session.sid;
  });

  const good = (): Record<string, unknown> => ({
    iss: scene.provider.issuer,
    aud: 'client-0',
    iat: now(),
    exp: now() + 120,
    jti: crypto.randomUUID(),
    sid,
    events: logoutEvent,
  });
  const without = (name: string) => {
    const { [name]: _left, ...rest } = good();
    return rest;
  };
  const post = (token: string | undefined) =>
    browser.send(`${scene.app.url}/auth/back-channel-logout`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: token === undefined ? '' : new URLSearchParams({ logout_token: token }).toString(),
    });
  const isSignedIn = async () => (await browser.send(`${scene.app.url}/`)).status === 200;

  it('ends the session of a sid, tells the listeners, and answers 200 without caching (2.8)', async () => {
    const { key } = JSON.parse((await browser.send(`${scene.app.url}/`)).body).session;
    const answer = await post(await scene.provider.logoutToken(good()));
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(await isSignedIn()).toBe(false);
    await expect.poll(() => scene.app.ended).toContain(key);
  });

  it('leaves another session of the same person alone when a sid is given, and ends all by sub', async () => {
    const second = createTestBrowser({ username: 'wangfang' });
    await second.visit(`${scene.app.url}/`);
    await post(await scene.provider.logoutToken(good()));
    expect((await second.send(`${scene.app.url}/`)).status).toBe(200);
    await post(await scene.provider.logoutToken({ ...without('sid'), sub: 'wangfang' }));
    expect((await second.send(`${scene.app.url}/`)).status).toBe(303);
  });

  it('accepts typ JWT and an audience list with this client', async () => {
    const token = await scene.provider.logoutToken({ ...good(), aud: ['x', 'client-0'] }, { typ: 'JWT' });
    expect((await post(token)).status).toBe(200);
  });

  it('accepts a token for a session it does not have', async () => {
    expect((await post(await scene.provider.logoutToken({ ...good(), sid: 'unknown' }))).status).toBe(200);
  });

  // Section 2.6, rule by rule. Each token is good but for one thing.
  const faults: Record<string, () => Promise<string | undefined>> = {
    'no token at all': async () => undefined,
    'not a JWT': async () => 'nonsense',
    'signed by somebody else': () => scene.provider.signWithOtherKey(good()),
    'unsigned (alg none)': async () => {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'none', typ: 'logout+jwt' })}.${part(good())}.`;
    },
    'altered after signing': async () => {
      const [header, , signature] = (await scene.provider.logoutToken(good())).split('.');
      return [header, Buffer.from(JSON.stringify(good())).toString('base64url'), signature].join('.');
    },
    'typ of an access token': () => scene.provider.logoutToken(good(), { typ: 'at+jwt' }),
    'other issuer': () => scene.provider.logoutToken({ ...good(), iss: 'http://localhost:1' }),
    'other audience': () => scene.provider.logoutToken({ ...good(), aud: 'client-1' }),
    'no iat': () => scene.provider.logoutToken(without('iat')),
    'iat in the future': () => scene.provider.logoutToken({ ...good(), iat: now() + 600, exp: now() + 900 }),
    'no exp': () => scene.provider.logoutToken(without('exp')),
    expired: () => scene.provider.logoutToken({ ...good(), iat: now() - 900, exp: now() - 600 }),
    'no events': () => scene.provider.logoutToken(without('events')),
    'other event': () => scene.provider.logoutToken({ ...good(), events: { 'urn:other': {} } }),
    'event without an object': () =>
      scene.provider.logoutToken({ ...good(), events: { [Object.keys(logoutEvent)[0] ?? '']: 'yes' } }),
    'a nonce': () => scene.provider.logoutToken({ ...good(), nonce: 'n' }),
    'neither sub nor sid': () => scene.provider.logoutToken(without('sid')),
    'sid that is not text': () => scene.provider.logoutToken({ ...good(), sid: 7 }),
    'no jti': () => scene.provider.logoutToken(without('jti')),
  };
  it.each(Object.entries(faults))('[2.6] refuses a token: %s', async (_rule, make) => {
    const answer = await post(await make());
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ error: 'invalid_request' });
    expect(await isSignedIn()).toBe(true);
  });

  it('[2.6] refuses the same jti a second time', async () => {
    const token = await scene.provider.logoutToken({ ...good(), sid: undefined, sub: 'replayed' });
    expect((await post(token)).status).toBe(200);
    const later = createTestBrowser({ username: 'replayed' });
    await later.visit(`${scene.app.url}/`);
    expect((await post(token)).status).toBe(400);
    expect((await later.send(`${scene.app.url}/`)).status).toBe(200);
  });

  it('starts no session when the sign-out arrives while the code is being exchanged', async () => {
    const other = createTestBrowser({ username: 'quick' });
    await other.visit(`${scene.app.url}/`);
    const { session } = JSON.parse((await other.send(`${scene.app.url}/`)).body);
    other.jar.delete(`${scene.app.cookieName} /`);
    const stop = await other.visit(`${scene.app.url}/`, (url) => url.pathname === '/auth/callback');
    await post(await scene.provider.logoutToken({ ...good(), sid: session.sid }));
    const answer = await other.send(stop.url);
    expect(String(answer.headers.location)).toContain(scene.provider.issuer);
  });

  it('answers 503 while the keys of the provider are out of reach, so that it tries again', async () => {
    const token = await scene.provider.logoutToken(good());
    const late = await startScene(await database.url(), { startProvider: false });
    const answer = await browser.send(`${late.app.url}/auth/back-channel-logout`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `logout_token=${token}`,
    });
    expect(answer.status).toBe(503);
    await late.close();
  });
});
