import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  authorizationUrl,
  password,
  type RelyingPartyKit,
  type Sso,
  signIn,
  startSso,
} from '../test/sso-fixture.ts';
import { createFairQueue } from './hashing/fair-queue.ts';
import { createPasswordHasher, type Lane, type PasswordHasher } from './password-hasher.ts';

const waiting = 4;

/** Argon2id behind the real queue; while the gate is shut, checks that have begun do not end. */
function gatedHasher() {
  const argon2 = createPasswordHasher();
  const queue = createFairQueue({ concurrency: 1, maximumWaiting: waiting });
  let gate = Promise.resolve();
  const behindGate = <T>(lane: Lane, work: () => Promise<T>) => queue.run(lane, () => gate.then(work));
  const hasher: PasswordHasher = {
    ...argon2,
    verify: (stored, secret, lane = '') => behindGate(lane, () => argon2.verify(stored, secret)),
    verifyNothing: (secret, lane = '') => behindGate(lane, () => argon2.verifyNothing(secret)),
  };
  const shut = () => {
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    return () => open();
  };
  return { hasher, shut };
}

describe.each(testDatabases())('more passwords than can be checked on $name', (database) => {
  const { hasher, shut } = gatedHasher();
  let sso: Sso;
  let portal: RelyingPartyKit;

  beforeAll(async () => {
    const databaseUrl = await database.url();
    sso = await startSso({ databaseUrl, hasher, config: { trustProxy: true } });
    await sso.organise();
    await sso.person('wangfang');
    await sso.person('lina');
    portal = await sso.relyingParty('portal');
  });
  afterAll(() => sso.close());

  const open = async (network: string) => {
    const browser = sso.browser({ 'x-forwarded-for': network });
    return { browser, page: await browser.open((await authorizationUrl(portal)).url) };
  };

  it('turns them away at once on a page, serves other networks, and people who are signed in notice nothing', async () => {
    const colleague = sso.browser();
    await signIn(colleague, portal, { username: 'wangfang' });
    const flood = await Promise.all(Array.from({ length: 30 }, () => open('203.0.113.7')));
    const office = await open('10.0.0.5');
    const release = shut();

    const refused: { status: number; body: string; headers: Headers }[] = [];
    let accepted = 0;
    const flooding = flood.map(async ({ browser, page }, index) => {
      const answer = await browser.submit(page, { username: `nobody${index}`, password: 'x' });
      if (answer.status === 503) refused.push(answer);
      else accepted += 1;
    });
    // One runs and some wait; all others have their answer before any check has ended.
    await expect.poll(() => refused.length, { timeout: 20_000 }).toBe(30 - 1 - waiting);
    for (const { body, headers } of refused) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(body).toContain('此刻登录的人较多');
    }

    const signingIn = office.browser.submit(office.page, { username: 'lina', password });
    // The network that floods gives up a place for the office.
    await expect.poll(() => refused.length, { timeout: 20_000 }).toBe(30 - waiting);

    for (let count = 0; count < 20; count++) {
      expect((await signIn(colleague, portal, { username: 'wangfang' })).access_token).toBeDefined();
    }
    expect(accepted).toBe(0);

    release();
    expect((await signingIn).url).toContain('code=');
    await Promise.all(flooding);
    expect([refused.length, accepted]).toEqual([30 - waiting, waiting]);
  });
});
