import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../browser.ts';
import { enrolOn, movingClock, require, startSignIn } from '../factors/factor-kit.ts';
import { codeOf } from '../second-factor.ts';
import {
  authorizationUrl,
  password,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from '../sso-fixture.ts';

const another = 'Quiet-harbour-17';

/** Every page of the account, and everything that can be posted there. */
const requests: [method: string, path: string, fields?: Record<string, string>][] = [
  ['GET', '/account/sessions'],
  ['POST', '/account/sessions/end', { session: 'any' }],
  ['POST', '/account/sessions/end-others'],
  ['POST', '/account/sessions/notice', { notice: 'any', answer: 'me' }],
  ['GET', '/account/password'],
  ['POST', '/account/password', { current: password, password: another, again: another }],
  ['GET', '/account/factors'],
  ['GET', '/account/factors/totp'],
  ['POST', '/account/factors/totp', { pending: 'any', code: '000000' }],
  ['GET', '/account/factors/passkey'],
  ['POST', '/account/factors/passkey', { credential: '{}' }],
  ['POST', '/account/factors/passkey-options', { kind: 'get' }],
  ['POST', '/account/factors/rename', { id: 'any', name: 'hers' }],
  ['POST', '/account/factors/remove', { kind: 'totp', id: 'any' }],
  ['POST', '/account/factors/recovery-codes'],
  ['POST', '/account/factors/confirm', { password }],
];

describe.each(testDatabases())('half a sign-in at the account pages on $name', (database) => {
  const clock = movingClock();
  let sso: Sso;
  let portal: RelyingPartyKit;
  let treasury: RelyingPartyKit;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: clock.now });
    await sso.organise();
    portal = await sso.relyingParty('portal');
    treasury = await sso.relyingParty('treasury');
    await require(sso, 'relying-party', 'treasury', { minimumAcr: 'urn:yimen:acr:second-factor' });
  });
  afterAll(() => sso.close());

  const sessionsOf = (sub: string) =>
    sso.db.query.selectFrom('session').select('uid').where('account_id', '=', sub).execute();

  async function expectNothing(browser: Browser, sub: string): Promise<void> {
    const before = await sessionsOf(sub);
    const credential = await sso.services.credentials.find(sub);
    for (const [method, path, fields] of requests) {
      const init =
        method === 'GET' ? {} : { method, body: new URLSearchParams(fields), headers: { origin: sso.url } };
      const visit = await browser.open(path, init);
      expect([path, visit.url.includes('/interaction/')]).toEqual([path, true]);
      expect([path, visit.body.includes('class="account"')]).toEqual([path, false]);
    }
    expect(await sessionsOf(sub)).toEqual(before);
    expect(await sso.services.credentials.find(sub)).toEqual(credential);
  }

  /** A person who has an authenticator and is signed in with it. */
  async function withFactor(username: string, overrides: Record<string, unknown> = {}) {
    const sub = await sso.person(username, overrides);
    const owner = sso.browser();
    const { page } = await startSignIn(owner, treasury, { username });
    const { secret } = await enrolOn(owner, page, clock.now());
    clock.forward(30_000);
    return { sub, owner, secret };
  }

  async function proveOn(browser: Browser, path: string, secret: string) {
    const asked = await browser.open(path);
    const visit = await browser.submit(asked, { code: codeOf(secret, clock.now()) }, '/factor');
    clock.forward(30_000);
    return visit;
  }

  it('of an administrator opens none of them without her second factor, and all with it', async () => {
    const { sub, owner, secret } = await withFactor('zhaoming', { roles: ['staff', 'system-administrator'] });
    const thief = sso.browser();
    const { page } = await startSignIn(thief, portal, { username: 'zhaoming' });
    expect(page.body).toContain('name="code"');
    await expectNothing(thief, sub);
    expect((await owner.open('/account/sessions')).body).toContain('class="account"');
    const visit = await proveOn(thief, '/account/password', secret);
    expect(visit.url).toBe(`${sso.url}/account/password`);
  });

  it('of whoever has a second factor opens none either, although no system asks for it', async () => {
    const { sub, secret } = await withFactor('qianhui');
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'qianhui' });
    await expectNothing(browser, sub);
    const visit = await proveOn(browser, '/account/factors', secret);
    expect(visit.url).toBe(`${sso.url}/account/factors`);
  });

  it('with a password that is due opens none', async () => {
    const sub = await sso.person('sunli');
    await sso.db.query
      .updateTable('credential')
      .set({ is_change_required: true })
      .where('sub', '=', sub)
      .execute();
    const browser = sso.browser();
    const { page } = await startSignIn(browser, portal, { username: 'sunli' });
    expect(page.body).toContain('name="again"');
    await expectNothing(browser, sub);
  });

  it('does not borrow the page of another session: neither a due password nor anything behind it', async () => {
    const victim = await withFactor('zhouqi', { roles: ['staff', 'system-administrator'] });
    const own = await sso.person('wuba');
    await sso.db.query
      .updateTable('credential')
      .set({ is_change_required: true })
      .where('sub', '=', own)
      .execute();
    const thief = sso.browser();
    const { page: due } = await startSignIn(thief, portal, { username: 'wuba' });
    expect(due.body).toContain('name="again"');
    // Another tab of the same browser: the victim's password, and no second factor.
    const tab = await thief.open((await authorizationUrl(portal, { prompt: 'login' })).url);
    const half = await thief.submit(tab, { username: 'zhouqi', password });
    expect(half.body).toContain('name="code"');
    const before = await sso.services.credentials.find(victim.sub);
    const visit = await thief.submit(
      due,
      { current: password, password: another, again: another },
      '/password',
    );
    expect(visit.body).toContain('name="code"');
    expect((await thief.open(due.url)).body).not.toContain('zhouqi</');
    expect(await sso.services.credentials.find(victim.sub)).toEqual(before);
    expect(await sessionsOf(victim.sub)).toHaveLength(2);
  });

  it('says so when what is missing cannot be had, instead of asking without end', async () => {
    await sso.person('zhengshi');
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'zhengshi' });
    const visit = await browser.open('/account/signed-in?state=sessions&error=access_denied');
    expect(visit.status).toBe(401);
    expect(visit.body).toContain('access_denied');
  });
});

describe.each(testDatabases())('a sign-in that the limit of sessions holds on $name', (database) => {
  it('opens no account page, and no list of sessions on the page of somebody else', async () => {
    const sso = await startSso({
      databaseUrl: await database.url(),
      config: { sessionLimit: 1, sessionLimitPolicy: 'ask' },
    });
    await sso.organise();
    const portal = await sso.relyingParty('portal');
    for (const username of ['wangfang', 'lina']) {
      await sso.person(username);
      await signIn(sso.browser(), portal, { username });
    }
    const uids = () => sso.db.query.selectFrom('session').select(['uid', 'account_id']).execute();
    const held = sso.browser();
    const { page: limit } = await startSignIn(held, portal);
    expect(limit.body).toContain('name="end"');
    for (const [method, path, fields] of requests) {
      const init =
        method === 'GET' ? {} : { method, body: new URLSearchParams(fields), headers: { origin: sso.url } };
      const visit = await held.open(path, init);
      expect([path, visit.body.includes('class="account"')]).toEqual([path, false]);
      expect([path, visit.body.includes('name="end"')]).toEqual([path, true]);
    }

    // The other person's password in the same browser, stopped before her limit is asked about.
    const lina = 'p-lina';
    await sso.db.query
      .updateTable('credential')
      .set({ is_change_required: true })
      .where('sub', '=', lina)
      .execute();
    const tab = await held.open((await authorizationUrl(portal, { prompt: 'login' })).url);
    const half = await held.submit(tab, { username: 'lina', password });
    expect(half.body).toContain('name="again"');
    const before = await uids();
    const hers = before.filter((row) => row.account_id === lina);
    const chosen = new URLSearchParams(hers.map(({ uid }) => ['end', uid]));
    const visit = await held.open(`${new URL(limit.url).pathname}/sessions`, {
      method: 'POST',
      body: chosen,
      headers: { origin: sso.url },
    });
    expect(visit.body).toContain('name="again"');
    expect((await held.open(limit.url)).body).not.toContain('name="end"');
    expect(await uids()).toEqual(before);
    await sso.close();
  });
});
