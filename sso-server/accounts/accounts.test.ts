import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../test/browser.ts';
import { authorizationUrl, password, type RelyingPartyKit, type Sso, startSso } from '../test/sso-fixture.ts';
import { createAuthenticate } from './authenticate.ts';
import { createPasswordHasher, PasswordQueueFull } from './password-hasher.ts';

describe.each(testDatabases())('accounts on $name', (database) => {
  let sso: Sso;
  let portal: RelyingPartyKit;
  let now = Date.now();

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: () => now });
    await sso.organise();
    portal = await sso.relyingParty('portal');
  });
  afterAll(() => sso.close());

  const attempt = async (browser: Browser, username: string, secret: string) => {
    const page = await browser.open((await authorizationUrl(portal)).url);
    return browser.submit(page, { username, password: secret });
  };

  const signInWith = async (browser: Browser, username: string, secret = password) =>
    expect((await attempt(browser, username, secret)).url).toContain('code=');

  it('hashes with Argon2id and rehashes what was made with weaker parameters', async () => {
    const sub = await sso.person('wangfang');
    const stored = await sso.services.credentials.hashOf(sub);
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const weak = await hash(password, { memoryCost: 8192, timeCost: 1 });
    await sso.db.query
      .updateTable('credential')
      .set({ password_hash: weak })
      .where('sub', '=', sub)
      .execute();
    expect((await attempt(sso.browser(), 'wangfang', password)).url).toContain('code=');
    expect(await sso.services.credentials.hashOf(sub)).toMatch(/m=19456,t=2,p=1/);
  });

  it('rehashes when the parameters of the installation change', async () => {
    const sub = await sso.person('rehash');
    await signInWith(sso.browser(), 'rehash');
    const stronger = createPasswordHasher({ passes: 3 });
    const authenticate = createAuthenticate({ ...sso.services, hasher: stronger });
    const attempt = { username: 'rehash', password, ip: '10.1.1.9', device: undefined };
    expect(await authenticate(attempt)).toMatchObject({ outcome: 'success', sub });
    expect(await sso.services.credentials.hashOf(sub)).toMatch(/m=19456,t=3,p=1/);
  });

  it('makes guessing wait a quarter of an hour after five failures, and lets the person in afterwards', async () => {
    await sso.person('lina');
    const browser = sso.browser();
    for (let count = 0; count < 5; count++)
      expect((await attempt(browser, 'lina', 'wrong')).status).toBe(422);
    const waiting = await attempt(browser, 'lina', password);
    expect(waiting.status).toBe(429);
    expect(Number(waiting.headers.get('retry-after'))).toBe(900);
    expect(waiting.body).toContain('密码连续输错次数较多，请在 15 分钟后重试');
    now += 14 * 60_000;
    expect((await attempt(browser, 'lina', password)).status).toBe(429);
    now += 61_000;
    expect((await attempt(browser, 'lina', password)).url).toContain('code=');
  });

  it('doubles the waits under nist-63b-4', async () => {
    await sso.person('doubling');
    await sso.db.transaction((trx) => sso.services.policy.choose(trx, 'nist-63b-4', null));
    await expect.poll(() => sso.services.policy.current().id).toBe('nist-63b-4');
    const waits: number[] = [];
    for (let count = 0; count < 8; count++) {
      const answer = await attempt(sso.browser(), 'doubling', 'wrong');
      if (answer.status === 422) continue;
      const seconds = Number(answer.headers.get('retry-after'));
      waits.push(seconds);
      now += seconds * 1000;
    }
    expect(waits).toEqual([30, 60]);
    await sso.db.transaction((trx) => sso.services.policy.choose(trx, 'dengbao-3', null));
    await expect.poll(() => sso.services.policy.current().id).toBe('dengbao-3');
  });

  it('counts guesses of one account that come from many networks at the same moment', async () => {
    await sso.person('burst');
    const burst = async (from: number) => {
      const outcomes = await Promise.all(
        Array.from({ length: 60 }, (_, index) =>
          sso.services.authenticate({
            ...{ username: 'burst', password: 'wrong', device: undefined },
            ip: `10.${from}.${index}.1`,
          }),
        ),
      );
      return outcomes.filter(({ outcome }) => outcome === 'wrong').length;
    };
    // A few more may have read the counter just before; without counting what is under way it is all of them.
    expect(await burst(60)).toBeLessThan(30);
    now += 6_000;
    // Slowed down, they come one at a time.
    expect(await burst(62)).toBeLessThan(5);
  });

  it('slows strangers down when one account is tried from many networks, and never her own device', async () => {
    await sso.person('spread');
    const { authenticate } = sso.services;
    const own = sso.browser();
    expect((await attempt(own, 'spread', password)).url).toContain('code=');
    const guess = (ip: string) =>
      authenticate({ username: 'spread', password: 'guess', ip, device: undefined });
    for (let count = 0; count < 20; count++) expect((await guess(`10.2.0.${count}`)).outcome).toBe('wrong');
    expect(await guess('10.2.1.1')).toEqual({ outcome: 'wait', seconds: 5 });
    const again = sso.browser();
    for (const name of ['yimen_sso_device', 'yimen_sso_device.sig'])
      again.setCookie(name, own.cookie(name) ?? '');
    expect((await attempt(again, 'spread', password)).url).toContain('code=');
    now += 5_001;
    expect((await guess('10.2.1.1')).outcome).toBe('wrong');
  });

  it('lets only known devices in at once while the whole installation is being guessed at', async () => {
    await sso.person('calm');
    const own = sso.browser();
    expect((await attempt(own, 'calm', password)).url).toContain('code=');
    now += 120_000;
    const minute = now - (now % 60_000);
    const row = {
      kind: 'minute' as const,
      username_folded: '',
      sub: null,
      network: null,
      blocked_until_at: null,
    };
    // What another process has counted.
    const elsewhere = { ...row, key: `minute ${minute} elsewhere`, failures: 600, last_at: now };
    await sso.db.query.insertInto('sign_in_throttle').values(elsewhere).execute();
    const stranger = await attempt(sso.browser(), 'calm', password);
    expect([stranger.status, stranger.headers.get('retry-after')]).toEqual([429, '30']);
    const again = sso.browser();
    for (const name of ['yimen_sso_device', 'yimen_sso_device.sig'])
      again.setCookie(name, own.cookie(name) ?? '');
    expect((await attempt(again, 'calm', password)).url).toContain('code=');
    now += 120_000;
    expect((await attempt(sso.browser(), 'calm', password)).url).toContain('code=');
  });

  it('cannot be used to lock somebody out of the device she has signed in on', async () => {
    await sso.person('chenjing');
    const own = sso.browser();
    expect((await attempt(own, 'chenjing', password)).url).toContain('code=');
    const attacker = sso.browser();
    for (let count = 0; count < 6; count++) await attempt(attacker, 'chenjing', 'guess');
    expect((await attempt(attacker, 'chenjing', password)).status).toBe(429);
    const again = sso.browser();
    for (const name of ['yimen_sso_device', 'yimen_sso_device.sig'])
      again.setCookie(name, own.cookie(name) ?? '');
    expect((await attempt(again, 'chenjing', password)).url).toContain('code=');
  });

  it('answers the same for names that do not exist', async () => {
    const unknown = await attempt(sso.browser(), `nobody-${randomBytes(3).toString('hex')}`, 'x');
    expect(unknown.status).toBe(422);
    expect(unknown.body).toContain('用户名或密码不正确');
  });

  it('counts parallel guesses before they have failed', async () => {
    await sso.person('target');
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () =>
        sso.services.authenticate({
          username: 'target',
          password: 'guess',
          ip: '10.1.1.1',
          device: undefined,
        }),
      ),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'wrong').length).toBeLessThanOrEqual(5);
  });
});

describe('password queue', () => {
  it('turns attempts away when too many wait, and serves the others', async () => {
    const hasher = createPasswordHasher({ concurrency: 1, maximumWaiting: 2 });
    const stored = await hasher.hash('secret');
    const checks = await Promise.allSettled(Array.from({ length: 6 }, () => hasher.verify(stored, 'secret')));
    const refused = checks.filter((check) => check.status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const check of refused) expect(check.reason).toBeInstanceOf(PasswordQueueFull);
    expect(await hasher.verify(stored, 'secret')).toBe(true);
    expect(await hasher.verifyNothing('secret')).toBe(false);
  });
});
