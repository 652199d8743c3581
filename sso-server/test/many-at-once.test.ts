import { testDatabases } from '@yimen/database/testing';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLatency } from './latency.ts';
import { type LogoutReceiver, startLogoutReceiver } from './logout-receiver.ts';
import {
  authorizationUrl,
  exchangeCode,
  password,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from './sso-fixture.ts';

const count = 25;
const visits = 2 * count;

// sso-peers.md S1: with a session that is rewritten whole, 9 of 10 of these exchanges fail.
describe.each(testDatabases())('[I7] many relying parties at once on $name', (database) => {
  let sso: Sso;
  let receiver: LogoutReceiver;
  let first: RelyingPartyKit;
  const parties: RelyingPartyKit[] = [];

  beforeAll(async () => {
    receiver = await startLogoutReceiver();
    sso = await startSso({ databaseUrl: await database.url(), wrap: (db) => withLatency(db, 5) });
    await sso.organise();
    await sso.person('wangfang');
    for (let index = 0; index < count; index++) {
      const id = `system-${index}`;
      parties.push(await sso.relyingParty(id, { backchannelLogoutUri: `${receiver.url}/${id}` }));
    }
    first = await sso.relyingParty('portal', { backchannelLogoutUri: `${receiver.url}/portal` });
  });
  afterAll(async () => {
    await sso.close();
    await receiver.close();
  });

  it(`gives ${visits} parallel first visits of ${count} systems codes that all work, and signs out of all`, async () => {
    const browser = sso.browser();
    const portalTokens = await signIn(browser, first);

    // Tabs of one browser: none has seen the cookies that the others get.
    const opened = await Promise.all(
      [...parties, ...parties].map(async (party) => {
        const request = await authorizationUrl(party);
        return { party, request, visit: await browser.fork().open(request.url) };
      }),
    );
    expect(opened.filter(({ visit }) => visit.url.includes('code='))).toHaveLength(visits);

    const exchanged = await Promise.allSettled(
      opened.map(({ party, request, visit }) => exchangeCode(party, request, visit.url)),
    );
    const tokens = exchanged.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(tokens).toHaveLength(visits);

    const recorded = await sso.db.query.selectFrom('session_client').select(['client_id', 'sid']).execute();
    expect(recorded).toHaveLength(count + 1);

    const out = new URL('/session/end', sso.url);
    out.searchParams.set('id_token_hint', String(portalTokens.id_token));
    await browser.open(out.href);
    await sso.settleLogout();
    expect(receiver.received.map(({ path }) => path).sort()).toEqual(
      [...parties.map(({ id }) => `/${id}`), '/portal'].sort(),
    );
    const sids = new Map(
      tokens.map((token) => decodeJwt(String(token.id_token))).map((id) => [id.aud, id.sid]),
    );
    for (const { path, token } of receiver.received.filter(({ path }) => path !== '/portal')) {
      expect(decodeJwt(token).sid).toBe(sids.get(path.slice(1)));
    }
  });

  it('lets parallel first visits of one relying party share one sid, and all their codes work', async () => {
    const browser = sso.browser();
    await signIn(browser, first);
    const party = parties[0] as RelyingPartyKit;
    const results = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const request = await authorizationUrl(party);
        const visit = await browser.fork().open(request.url);
        return exchangeCode(party, request, visit.url);
      }),
    );
    expect(new Set(results.map((tokens) => decodeJwt(String(tokens.id_token)).sid)).size).toBe(1);
  });

  it('lets every one of five sign-in tabs go on after any one has been submitted', async () => {
    const browser = sso.browser();
    const tabs = await Promise.all(
      parties.slice(0, 5).map(async (party) => {
        const request = await authorizationUrl(party);
        return { party, request, page: await browser.open(request.url) };
      }),
    );
    const [third] = tabs.splice(2, 1);
    if (!third) throw new Error('five tabs');
    const done = await browser.submit(third.page, { username: 'wangfang', password });
    await exchangeCode(third.party, third.request, done.url);
    for (const [index, { party, request, page }] of tabs.entries()) {
      // Some are reloaded, some are submitted as they stand: both go on.
      const visit =
        index % 2 === 0
          ? await browser.open(page.url)
          : await browser.submit(page, { username: 'wangfang', password });
      await exchangeCode(party, request, visit.url);
    }
    // A tab that is gone back to begins again instead of failing.
    const back = await browser.open(tabs[0]?.page.url ?? '');
    expect(back.url).toContain('code=');
  });
});
