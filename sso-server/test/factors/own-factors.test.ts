import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, recoveryCodesOn, secretOn } from '../second-factor.ts';
import { password, type RelyingPartyKit, type Sso, signIn, startSso } from '../sso-fixture.ts';
import { enrolOn, movingClock, require, startSignIn } from './factor-kit.ts';

describe.each(testDatabases())('own second factors on $name', (database) => {
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
    await sso.person('wangfang');
    await sso.person('lina');
  });
  afterAll(() => sso.close());

  const age = (sub: string) =>
    sso.db.query
      .updateTable('session')
      .set({ login_ts: Math.floor(Date.now() / 1000) - 1200 })
      .where('account_id', '=', sub)
      .execute();

  it('asks whoever is not signed in to sign in first', async () => {
    const page = await sso.browser().open('/account/factors');
    expect(page.url).toContain('/interaction/');
    expect(page.body).toContain('id="password"');
  });

  it('adds, uses and removes an authenticator without JavaScript; codes are shown once and renewed', async () => {
    const browser = sso.browser();
    await signIn(browser, portal);
    await age('p-wangfang');
    expect((await browser.open('/account/factors')).body).toContain('您还没有设置二次验证');
    const asked = await browser.open('/account/factors/totp');
    expect(asked.status).toBe(403);
    expect(asked.body).toContain('id="password"');
    const wrong = await browser.submit(asked, { password: 'Wrong-horse-9' }, '/confirm');
    expect(wrong.status).toBe(422);
    await browser.submit(wrong, { password }, '/confirm');
    const adding = await browser.open('/account/factors/totp');
    const secret = secretOn(adding);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const codes = recoveryCodesOn(
      await browser.submit(adding, { code: codeOf(secret, clock.now()) }, '/totp'),
    );
    expect(codes).toHaveLength(10);
    const list = await browser.open('/account/factors');
    expect(list.body).toContain('还有 10 个恢复码可用');
    expect(recoveryCodesOn(list)).toEqual([]);
    const renewed = recoveryCodesOn(await browser.submit(list, {}, '/recovery-codes'));
    expect(renewed).toHaveLength(10);
    expect(renewed.some((code) => codes.includes(code))).toBe(false);

    const other = sso.browser();
    const { page } = await startSignIn(other, treasury);
    const refused = await other.submit(page, { recovery_code: codes[0] ?? '' }, '/factor');
    expect(refused.status).toBe(422);
    const entered = await other.submit(refused, { recovery_code: renewed[0] ?? '' }, '/factor');
    expect(entered.url).toContain('code=');
    expect((await browser.open('/account/factors')).body).toContain('还有 9 个恢复码可用');

    const removed = await browser.submit(await browser.open('/account/factors'), {}, '/remove');
    expect(removed.body).toContain('您还没有设置二次验证');
    expect(await sso.db.query.selectFrom('recovery_code').selectAll().execute()).toEqual([]);
    const events = await sso.db.query.selectFrom('audit_event').select('event').execute();
    expect(events.map(({ event }) => event)).toEqual(
      expect.arrayContaining([
        'factor-added',
        'factor-proved',
        'factor-failed',
        'factor-removed',
        'recovery-codes-made',
      ]),
    );
  });

  it('wants a second factor, not the password, of who has one: a stolen password replaces nothing', async () => {
    const own = sso.browser();
    const { page } = await startSignIn(own, treasury, { username: 'lina' });
    const { secret } = await enrolOn(own, page, clock.now());
    const thief = sso.browser();
    await signIn(thief, portal, { username: 'lina' });
    // Her pages open with the factor only.
    const asked = await thief.open('/account/factors/totp');
    expect(asked.body).toContain('name="code"');
    expect(asked.body).not.toContain('class="secret"');
    for (const path of ['/confirm', '/remove']) {
      const tried = await thief.open(`/account/factors${path}`, {
        method: 'POST',
        body: new URLSearchParams({ password, kind: 'totp', id: 'any' }),
        headers: { origin: sso.url },
      });
      expect(tried.body).toContain('name="code"');
    }
    expect((await sso.services.factors.list('p-lina')).totp).toHaveLength(1);
    clock.forward(30_000);
    const confirmed = await thief.submit(asked, { code: codeOf(secret, clock.now()) }, '/factor');
    expect(confirmed.url).toMatch(/\/account\/factors$/);
    expect((await thief.open('/account/factors/totp')).status).toBe(200);

    // Left open: it takes the factor again, and the password is none.
    clock.forward(20 * 60_000);
    await age('p-lina');
    const again = await thief.open('/account/factors/totp');
    expect(again.status).toBe(403);
    expect(again.body).not.toContain('id="password"');
    const withPassword = await thief.open('/account/factors/confirm', {
      method: 'POST',
      body: new URLSearchParams({ password }),
      headers: { origin: sso.url },
    });
    expect(withPassword.status).toBe(422);
    const list = await thief.open('/account/factors');
    expect((await thief.submit(list, {}, '/remove')).status).toBe(403);
    expect((await sso.services.factors.list('p-lina')).totp).toHaveLength(1);
    const fresh = await thief.submit(again, { code: codeOf(secret, clock.now()) }, '/confirm');
    expect(fresh.url).toMatch(/\/account\/factors$/);
    expect((await thief.open('/account/factors/totp')).status).toBe(200);
  });

  it('keeps the last factor of those whose role needs one, and refuses forms of other sites', async () => {
    await sso.administrator('audit-administrator');
    const browser = sso.browser();
    await signIn(browser, portal, { username: 'audit-administrator' });
    const list = await browser.open('/account/factors');
    const kept = await browser.submit(list, {}, '/remove');
    expect(kept.status).toBe(409);
    expect(kept.body).toContain('不能移除最后一种方式');
    const foreign = await browser.open('/account/factors/recovery-codes', {
      method: 'POST',
      headers: { origin: 'https://evil.test' },
    });
    expect(foreign.status).toBe(403);
    expect(recoveryCodesOn(foreign)).toEqual([]);
  });
});

describe.each(testDatabases())('administration of second factors on $name', (database) => {
  let sso: Sso;
  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    await sso.person('lina');
    await sso.relyingParty('treasury');
  });
  afterAll(() => sso.close());

  async function ask(role: string, method: string, path: string, body?: unknown, headers = {}) {
    const bearer = await sso.administrator(role);
    const answer = await sso.administer(method, path, {
      bearer,
      ...(body !== undefined && { body }),
      headers,
    });
    return { status: answer.status, etag: answer.headers.get('etag') ?? '', body: await answer.json() };
  }

  async function approve(by: string, asked: { body: { id?: string; changeId?: string } }) {
    const list = await ask(by, 'GET', 'pending-changes');
    const [change] = (list.body.changes ?? list.body.pendingChanges) as { id: string; revision?: string }[];
    expect(asked.body).toBeDefined();
    return ask(by, 'POST', `pending-changes/${change?.id}/approve`, {}, { 'if-match': '*' });
  }

  it('sets the least level of a system by two persons, and never below a second factor for administrators', async () => {
    const path = 'acr-requirements/relying-parties/treasury';
    const before = await ask('security-administrator', 'GET', path);
    expect(before.body).toEqual({ minimumAcr: 'urn:yimen:acr:password', defaultAcrValues: [] });
    const to = { minimumAcr: 'urn:yimen:acr:second-factor' };
    const asked = await ask('security-administrator', 'PUT', path, to);
    expect(asked.status).toBe(202);
    expect(await sso.services.requirements.levelOfRelyingParty('treasury')).toBe(1);
    expect((await approve('system-administrator', asked)).status).toBeLessThan(300);
    expect(await sso.services.requirements.levelOfRelyingParty('treasury')).toBe(2);
    const low = { minimumAcr: 'urn:yimen:acr:password' };
    const role = 'acr-requirements/roles/system-administrator';
    expect((await ask('security-administrator', 'PUT', role, low)).status).toBe(400);
    expect((await ask('security-administrator', 'PUT', path, { minimumAcr: 'gold' })).status).toBe(400);
  });

  it('resets the factors of a person by two persons and ends her sessions', async () => {
    const party = await sso.relyingParty('vault');
    await require(sso, 'relying-party', 'vault', { minimumAcr: 'urn:yimen:acr:second-factor' });
    await signIn(sso.browser(), party, { username: 'lina' });
    const seen = await ask('system-administrator', 'GET', 'people/p-lina/factors');
    expect(seen.body).toMatchObject({ totp: [{}], passkeys: [], recoveryCodesLeft: 10 });
    const asked = await ask('system-administrator', 'POST', 'people/p-lina/reset-factors', {});
    expect(asked.status).toBe(202);
    expect((await sso.services.factors.list('p-lina')).totp).toHaveLength(1);
    expect((await approve('security-administrator', asked)).status).toBeLessThan(300);
    expect(await sso.services.factors.list('p-lina')).toEqual({
      totp: [],
      passkeys: [],
      recoveryCodesLeft: 0,
    });
    const sessions = sso.db.query.selectFrom('session').selectAll().where('account_id', '=', 'p-lina');
    expect(await sessions.execute()).toEqual([]);
  });
});
