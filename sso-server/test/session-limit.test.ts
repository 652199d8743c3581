import { testDatabases } from '@yimen/database/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  authorizationUrl,
  exchangeCode,
  password,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from './sso-fixture.ts';

type Policy = 'end-oldest' | 'refuse' | 'ask';

// sso-peers.md row 8.
describe.each(testDatabases())('a limit of two sessions per person on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;
  let budget: RelyingPartyKit;
  let databaseUrl: string;

  beforeAll(async () => {
    databaseUrl = await database.url();
    const set = await startSso({ databaseUrl });
    await set.organise();
    await set.close();
  });
  afterEach(() => sso.close());

  async function start(sessionLimitPolicy: Policy) {
    sso = await startSso({ databaseUrl, config: { sessionLimit: 2, sessionLimitPolicy } });
    portal = await sso.relyingParty('portal');
    budget = await sso.relyingParty('budget');
    const username = `${sessionLimitPolicy}-${Math.random().toString(36).slice(2, 8)}`;
    await sso.person(username);
    return username;
  }
  const sessionsOf = (username: string) =>
    sso.db.query.selectFrom('session').select('uid').where('account_id', '=', `p-${username}`).execute();
  const tryTo = async (username: string, browser = sso.browser()) => {
    const request = await authorizationUrl(portal);
    const page = await browser.open(request.url);
    return { browser, request, visit: await browser.submit(page, { username, password }) };
  };
  const isSignedIn = async (browser: ReturnType<Sso['browser']>) =>
    (await browser.open((await authorizationUrl(budget)).url)).url.includes('code=');

  it('ends the oldest', async () => {
    const username = await start('end-oldest');
    const [first, second, third] = [sso.browser(), sso.browser(), sso.browser()];
    for (const browser of [first, second, third]) await signIn(browser, portal, { username });
    expect(await sessionsOf(username)).toHaveLength(2);
    expect(await isSignedIn(third)).toBe(true);
    expect(await isSignedIn(second)).toBe(true);
    expect(await isSignedIn(first)).toBe(false);
    const reasons = await sso.db.query
      .selectFrom('audit_event')
      .select('detail_json')
      .where('event', '=', 'session-ended')
      .where('sub', '=', `p-${username}`)
      .execute();
    expect(reasons.map(({ detail_json }) => detail_json?.reason)).toEqual(['session-limit']);
  });

  it.each(['end-oldest', 'refuse'] as const)(
    'holds when five sign in at the same moment (%s)',
    async (policy) => {
      const username = await start(policy);
      const forms = await Promise.all(
        Array.from({ length: 5 }, async () => {
          const browser = sso.browser();
          return { browser, page: await browser.open((await authorizationUrl(portal)).url) };
        }),
      );
      const done = await Promise.all(
        forms.map(({ browser, page }) => browser.submit(page, { username, password })),
      );
      // One that lost its place while its own answer was under way asks for a place again: then everybody has settled.
      for (const { browser } of forms) await isSignedIn(browser);
      const open = [];
      for (const { browser } of forms) open.push(await isSignedIn(browser));
      expect(open.filter(Boolean)).toHaveLength(2);
      if (policy === 'refuse') {
        expect(done.filter(({ url }) => url.includes('code='))).toHaveLength(2);
        expect(done.filter(({ body }) => body.includes('session_limit'))).toHaveLength(3);
      }
      expect(await sessionsOf(username)).toHaveLength(2);
    },
  );

  it('refuses, and leaves nothing behind on the machine', async () => {
    const username = await start('refuse');
    const first = sso.browser();
    await signIn(first, portal, { username });
    await signIn(sso.browser(), portal, { username });
    const third = await tryTo(username);
    expect(third.visit.status).toBe(403);
    expect(third.visit.body).toContain('本次登录未生效');
    expect(await sessionsOf(username)).toHaveLength(2);
    expect(await isSignedIn(third.browser)).toBe(false);
    // Somebody signs out: there is a place again, by the link of the page.
    const out = await first.open('/session/end');
    await first.submit(out, { answer: 'sign-out' });
    const [, again = ''] = /class="button" href="([^"]+)"/.exec(third.visit.body) ?? [];
    const page = await third.browser.open(again.replaceAll('&amp;', '&'));
    const visit = await third.browser.submit(page, { username, password });
    expect((await exchangeCode(portal, third.request, visit.url)).access_token).toEqual(expect.any(String));
  });

  it('asks which to end, and opens nothing before', async () => {
    const username = await start('ask');
    const edge = sso.browser({
      'user-agent':
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0',
    });
    await signIn(edge, portal, { username });
    await signIn(sso.browser(), portal, { username });
    const third = await tryTo(username);
    expect(third.visit.body).toContain('最多同时登录 2 处');
    expect(third.visit.body).toContain('Edge 130 · Windows 10/11');
    expect(third.visit.body).not.toContain('<script');
    expect(await isSignedIn(third.browser)).toBe(false);
    const empty = await third.browser.submit(third.visit, {}, '/sessions');
    expect(empty.status).toBe(422);
    expect(empty.body).toContain('请至少选择一项');
    // Sessions of others cannot be ended here.
    await sso.person('stranger');
    const strangers = sso.browser();
    await signIn(strangers, portal, { username: 'stranger' });
    const [theirs] = await sessionsOf('stranger');
    const foreign = await third.browser.submit(empty, { end: theirs?.uid ?? '' }, '/sessions');
    expect(foreign.body).toContain('最多同时登录 2 处');
    expect(await isSignedIn(strangers)).toBe(true);

    const [, chosen = ''] = /Edge 130.*?name="end" value="([^"]+)"/s.exec(foreign.body) ?? [];
    const visit = await third.browser.submit(foreign, { end: chosen }, '/sessions');
    expect((await exchangeCode(portal, third.request, visit.url)).access_token).toEqual(expect.any(String));
    expect(await isSignedIn(edge)).toBe(false);
    expect(await isSignedIn(third.browser)).toBe(true);
    expect(await sessionsOf(username)).toHaveLength(2);
  });

  it('asks in English too, and prompt=none is told', async () => {
    const username = await start('ask');
    for (let index = 0; index < 2; index++) await signIn(sso.browser(), portal, { username });
    const third = await tryTo(username);
    const english = await third.browser.open(`/locale?to=en-US&back=${new URL(third.visit.url).pathname}`);
    expect(english.body).toContain('signed in 2 times at once');
    const silent = await third.browser.open((await authorizationUrl(budget, { prompt: 'none' })).url);
    expect(silent.url).toContain('error=interaction_required');
  });
});
