import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Visit } from '../browser.ts';
import { authorizationUrl, exchangeCode, type RelyingPartyKit, type Sso, startSso } from '../sso-fixture.ts';
import { require, startSignIn } from './factor-kit.ts';
import { softwareAuthenticator } from './software-authenticator.ts';

const passkey = 'urn:yimen:acr:passkey';
const origin = 'https://sso.example.test';

describe.each(testDatabases())('passkeys on $name', (database) => {
  let sso: Sso;
  let vault: RelyingPartyKit;
  const authenticator = softwareAuthenticator(origin);

  beforeAll(async () => {
    // WebAuthn needs a domain: the address for browsers is one, behind which the test sits as the proxy would.
    sso = await startSso({ databaseUrl: await database.url(), config: { publicUrl: origin } });
    await sso.organise();
    vault = await sso.relyingParty('vault');
    await require(sso, 'relying-party', 'vault', { minimumAcr: passkey });
    for (const name of ['wangfang', 'lina']) await sso.person(name);
  });
  afterAll(() => sso.close());

  const post = (browser: Browser, url: string, body: Record<string, string>) =>
    browser.open(url, { method: 'POST', body: new URLSearchParams(body), headers: { origin } });

  async function optionsOn(browser: Browser, page: Visit, kind: 'get' | 'create') {
    const path = /data-options="([^"]+)"/.exec(page.body)?.[1] ?? '';
    return JSON.parse((await post(browser, path, { kind })).body);
  }

  const pathOf = (page: Visit) => /(\/interaction\/[\w-]+)/.exec(page.url)?.[1] ?? '';

  async function begin(browser = sso.browser(), username = 'wangfang') {
    // The browser of these tests sends its own origin; the pages are those of the public address.
    const request = await authorizationUrl(vault);
    let page = await browser.open(request.url);
    if (page.body.includes('id="password"')) {
      page = await post(browser, pathOf(page), { username, password: 'Correct-horse-9' });
    }
    return { browser, request, page, path: pathOf(page) };
  }

  it('registers one where a system asks for it, under a policy with one script of our own', async () => {
    const { browser, request, page, path } = await begin();
    expect(page.body).toContain('登记通行密钥');
    expect(page.body).not.toContain('class="secret"');
    expect(page.body).toContain('<noscript>');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    const script = await browser.request('/sign-in/passkey.js');
    expect(script.headers.get('content-type')).toContain('text/javascript');

    for (const lie of [
      { origin: 'https://evil.test' },
      { challenge: Buffer.alloc(32).toString('base64url') },
    ]) {
      const credential = authenticator.create(await optionsOn(browser, page, 'create'), lie);
      const refused = await post(browser, `${path}/factor/passkey`, { credential });
      expect(refused.status).toBe(422);
    }
    for (const credential of ['', '{}', 'not json', JSON.stringify({ id: 'x' })]) {
      expect((await post(browser, `${path}/factor/passkey`, { credential })).status).toBe(422);
    }
    const credential = authenticator.create(await optionsOn(browser, page, 'create'));
    const done = await post(browser, `${path}/factor/passkey`, { credential });
    expect(done.body).toContain('请保存恢复码');
    const callback = await browser.open(/<a class="button" href="([^"]+)"/.exec(done.body)?.[1] ?? '');
    const tokens = await exchangeCode(vault, request, callback.url);
    expect(tokens.claims()).toMatchObject({ acr: passkey, amr: ['pwd', 'pop', 'user', 'mfa'] });
  });

  it('takes it as the second factor, each challenge once, and refuses what a false site or a copy sends', async () => {
    const { browser, request, page, path } = await begin();
    const prove = (credential: string) => post(browser, `${path}/factor`, { credential });
    const options = () => optionsOn(browser, page, 'get');
    expect((await prove(authenticator.get(await options(), { origin: 'https://evil.test' }))).status).toBe(
      422,
    );
    expect((await prove(authenticator.get(await options(), { challenge: 'AAAA' }))).status).toBe(422);
    const other = await begin(sso.browser(), 'lina');
    // Hers is not lina's, and a challenge of one page is worth nothing on another.
    expect((await prove(authenticator.get(await optionsOn(other.browser, other.page, 'get')))).status).toBe(
      422,
    );
    const credential = authenticator.get(await options(), { counter: 50 });
    const done = await prove(credential);
    const tokens = await exchangeCode(vault, request, done.url);
    expect(tokens.claims()?.acr).toBe(passkey);

    const again = await begin();
    const replayed = await post(again.browser, `${again.path}/factor`, { credential });
    expect(replayed.status).toBe(422);
    // WebAuthn Level 3, 7.2, step 22: a counter that does not rise is a copy.
    const fallen = authenticator.get(await optionsOn(again.browser, again.page, 'get'), { counter: 50 });
    expect((await post(again.browser, `${again.path}/factor`, { credential: fallen })).status).toBe(422);
    const risen = authenticator.get(await optionsOn(again.browser, again.page, 'get'), { counter: 51 });
    expect((await post(again.browser, `${again.path}/factor`, { credential: risen })).url).toContain('code=');
  });

  it('signs in without a password, with the authenticator’s own check of the person', async () => {
    const browser = sso.browser();
    const request = await authorizationUrl(vault);
    const page = await browser.open(request.url);
    expect(page.body).toContain('使用通行密钥');
    const path = pathOf(page);
    const present = { flags: 0x01, counter: 60 };
    const unverified = authenticator.get(await optionsOn(browser, page, 'get'), present);
    expect((await post(browser, `${path}/passkey`, { credential: unverified })).status).toBe(422);
    const credential = authenticator.get(await optionsOn(browser, page, 'get'), { counter: 61 });
    const done = await post(browser, `${path}/passkey`, { credential });
    const tokens = await exchangeCode(vault, request, done.url);
    expect(tokens.claims()).toMatchObject({ sub: 'p-wangfang', acr: passkey, amr: ['pop', 'user', 'mfa'] });
  });

  it('is renamed and removed by its owner only', async () => {
    const lina = sso.browser();
    await begin(lina, 'lina');
    const remove = { kind: 'passkey', id: authenticator.id };
    expect((await post(lina, '/account/factors/remove', remove)).status).toBe(404);
    const { browser, page, path } = await begin();
    const credential = authenticator.get(await optionsOn(browser, page, 'get'), { counter: 70 });
    await post(browser, `${path}/factor`, { credential });
    await post(browser, '/account/factors/rename', { id: authenticator.id, name: '办公室电脑' });
    expect((await browser.open('/account/factors')).body).toContain('办公室电脑');
    expect((await post(browser, '/account/factors/rename', { id: authenticator.id, name: ' ' })).status).toBe(
      422,
    );
    const after = await post(browser, '/account/factors/remove', remove);
    expect(after.body).toContain('您还没有设置二次验证');
    const next = sso.browser();
    const sign = await next.open((await authorizationUrl(vault)).url);
    const used = authenticator.get(await optionsOn(next, sign, 'get'), { counter: 80 });
    expect((await post(next, `${pathOf(sign)}/passkey`, { credential: used })).status).toBe(422);
  });

  it('opens no session with a passkey that was used before her factors were reset, and followed afterwards', async () => {
    const { browser, page, path } = await begin(sso.browser(), 'lina');
    const own = softwareAuthenticator(origin);
    const made = own.create(await optionsOn(browser, page, 'create'));
    expect((await post(browser, `${path}/factor/passkey`, { credential: made })).body).toContain(
      '请保存恢复码',
    );

    const bank = async () => {
      const thief = sso.browser();
      const shown = await thief.open((await authorizationUrl(vault)).url);
      const credential = own.get(await optionsOn(thief, shown, 'get'));
      const body = new URLSearchParams({ credential });
      const url = `${pathOf(shown)}/passkey`;
      const answer = await thief.request(url, { method: 'POST', body, headers: { origin } });
      expect(answer.status).toBe(303);
      return () => thief.open(answer.headers.get('location') ?? '');
    };
    expect((await (await bank())()).url).toContain('code=');
    const [follow, followUnended] = [await bank(), await bank()];
    await sso.db.transaction(async (trx) => {
      await sso.services.factors.removeAll(trx, 'p-lina');
      await sso.services.ender.endAllOf(trx, 'p-lina', 'ended-by-administrator');
    });
    expect((await follow()).url).not.toContain('code=');
    // Its generation alone refuses it, should its page still stand.
    await sso.db.query
      .updateTable('oidc_model')
      .set({ ended_at: null })
      .where('account_id', '=', 'p-lina')
      .where('kind', '=', 'Interaction')
      .execute();
    expect((await followUnended()).body).toContain('id="password"');
    const left = await sso.db.query
      .selectFrom('session')
      .select('uid')
      .where('account_id', '=', 'p-lina')
      .execute();
    expect(left).toEqual([]);
  });

  it('offers nothing at an address where browsers have no passkeys', async () => {
    const plain = await startSso({ databaseUrl: await database.url() });
    await plain.organise();
    await plain.person('wangfang');
    const party = await plain.relyingParty('vault');
    await require(plain, 'relying-party', 'vault', { minimumAcr: passkey });
    const { page } = await startSignIn(plain.browser(), party);
    expect(page.status).toBe(403);
    expect(page.body).toContain('unmet_authentication_requirements');
    expect(page.body).not.toContain('<script');
    await plain.close();
  });
});
