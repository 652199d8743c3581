import { testDatabases } from '@yimen/database/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestBrowser } from '../src/testing/test-browser.ts';
import { type Scene, startScene } from './harness/scene.ts';

const MINUTE = 60_000;

describe.each(testDatabases())('limits of a session on $name', (database) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await startScene(await database.url());
  });
  afterEach(() => {
    scene.clock.aheadMs = 0;
  });
  afterAll(() => scene.close());

  const seenAt = async (sub: string) =>
    (
      await scene.app.db.query
        .selectFrom('rp_session')
        .select('seen_at')
        .where('sub', '=', sub)
        .executeTakeFirstOrThrow()
    ).seen_at;

  it('ends after 30 idle minutes, tells the listeners, and signs in again to the same page', async () => {
    const browser = createTestBrowser({ username: 'idle' });
    const { key } = JSON.parse((await browser.visit(`${scene.app.url}/`)).body).session;
    scene.clock.aheadMs = 29 * MINUTE;
    expect((await browser.send(`${scene.app.url}/`)).status).toBe(200);
    scene.clock.aheadMs = 60 * MINUTE;
    const answer = await browser.send(`${scene.app.url}/pages/open?unit=edu`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/auth/sign-in?return_to=%2Fpages%2Fopen%3Funit%3Dedu');
    await expect.poll(() => scene.app.ended).toContain(key);
    const page = await browser.visit(`${scene.app.url}/pages/open?unit=edu`);
    expect([page.status, page.url]).toEqual([200, `${scene.app.url}/pages/open?unit=edu`]);
  });

  it('writes its use at most once a minute', async () => {
    const browser = createTestBrowser({ username: 'sliding' });
    await browser.visit(`${scene.app.url}/`);
    const first = await seenAt('sliding');
    scene.clock.aheadMs = MINUTE / 2;
    await browser.send(`${scene.app.url}/`);
    expect(await seenAt('sliding')).toBe(first);
    scene.clock.aheadMs = 2 * MINUTE;
    await Promise.all(Array.from({ length: 5 }, () => browser.send(`${scene.app.url}/`)));
    expect(await seenAt('sliding')).toBeGreaterThan(first);
  });

  it('ends after 10 hours however much it is used', async () => {
    const browser = createTestBrowser({ username: 'absolute' });
    await browser.visit(`${scene.app.url}/`);
    for (let minutes = 25; minutes < 600; minutes += 25) {
      scene.clock.aheadMs = minutes * MINUTE;
      expect((await browser.send(`${scene.app.url}/`)).status).toBe(200);
    }
    scene.clock.aheadMs = 600 * MINUTE + 1000;
    expect((await browser.send(`${scene.app.url}/`)).status).toBe(303);
  });

  it('removes sessions that nobody comes back to, and says so', async () => {
    const left = createTestBrowser({ username: 'left' });
    const { key } = JSON.parse((await left.visit(`${scene.app.url}/`)).body).session;
    scene.clock.aheadMs = 40 * MINUTE;
    await createTestBrowser({ username: 'someone-else' }).visit(`${scene.app.url}/`);
    await expect.poll(() => scene.app.ended).toContain(key);
  });

  it('gives every sign-in a new id; the one it replaces ends, at once for another person', async () => {
    const browser = createTestBrowser({ username: 'first' });
    const stop = await browser.visit(`${scene.app.url}/pages/a`, (url) => url.pathname === '/auth/callback');
    const other = await browser.visit(`${scene.app.url}/pages/b`);
    const { session } = JSON.parse(other.body);
    const before = browser.cookie(scene.app.cookieName);
    const page = await browser.visit(stop.url);
    const after = browser.cookie(scene.app.cookieName);
    expect([page.status, after === before]).toEqual([200, false]);
    const stale = createTestBrowser();
    stale.setCookie(scene.app.cookieName, String(before));
    // Requests under way in the other tab still have two minutes.
    const row = await scene.app.db.query
      .selectFrom('rp_session')
      .select('ends_at')
      .where('key', '=', session.key)
      .executeTakeFirst();
    if (row) {
      expect((await stale.send(`${scene.app.url}/`)).status).toBe(200);
      scene.clock.aheadMs = 3 * MINUTE;
    }
    expect((await stale.send(`${scene.app.url}/`)).status).toBe(303);
  });
});
