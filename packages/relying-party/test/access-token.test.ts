import { randomBytes } from 'node:crypto';
import { openDatabase } from '@yimen/database';
import { testDatabases } from '@yimen/database/testing';
import { isProblem } from '@yimen/problem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RelyingPartyTables, type RpSession, relyingPartyMigrations } from '../src/index.ts';
import { freePort } from '../src/testing/free-port.ts';
import { createTestBrowser, type TestBrowser } from '../src/testing/test-browser.ts';
import { startTestApp, type TestApp } from './harness/test-app.ts';
import { createTestProvider, type TestProvider } from './harness/test-provider.ts';

const target = { audience: 'urn:test:service', scope: 'test:read' };
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

// Two applications with one database: two processes behind a load balancer. SQLite has one owner, so there they share.
describe.each(testDatabases())('accessToken on $name', (database) => {
  let provider: TestProvider;
  let one: TestApp;
  let two: TestApp;
  const clock = { aheadMs: 0 };
  beforeAll(async () => {
    const [port, otherPort] = [await freePort(), await freePort()];
    provider = await createTestProvider([`http://localhost:${port}`]);
    await provider.start();
    const url = await database.url();
    const common = {
      databaseUrl: url,
      issuer: provider.issuer,
      secret: randomBytes(32).toString('base64url'),
      clock: () => Date.now() + clock.aheadMs,
    };
    one = await startTestApp({ ...common, port });
    const shared = url.startsWith('sqlite') ? { db: one.db } : {};
    two = await startTestApp({ ...common, ...shared, port: otherPort });
  });
  beforeEach(() => {
    clock.aheadMs = 0;
    provider.tokenDelayMs = 0;
    provider.grants.clear();
  });
  afterAll(async () => {
    await two.close();
    await one.close();
    await provider.stop();
  });

  async function signIn(username: string): Promise<{ browser: TestBrowser; session: RpSession }> {
    const browser = createTestBrowser({ username });
    const page = await browser.visit(`${one.url}/`);
    return { browser, session: JSON.parse(page.body).session };
  }

  it('exchanges once per audience and scope, however many ask', async () => {
    const { session } = await signIn('exchange');
    const tokens = await Promise.all(Array.from({ length: 20 }, () => one.rp.accessToken(session, target)));
    expect(new Set(tokens).size).toBe(1);
    expect(provider.grants.get(EXCHANGE)).toBe(1);
    await one.rp.accessToken(session, { audience: 'urn:test:other', scope: 'a b' });
    await one.rp.accessToken(session, { audience: 'urn:test:other', scope: 'b a' });
    expect(provider.grants.get(EXCHANGE)).toBe(2);
    const claims = JSON.parse(Buffer.from(tokens[0] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ for: 'exchange', ...target });
  });

  it('renews once for 20 parallel calls on two processes', async () => {
    const { session } = await signIn('renew');
    clock.aheadMs = 290_000;
    provider.tokenDelayMs = 100;
    const calls = Array.from({ length: 20 }, (_, call) =>
      (call % 2 ? one : two).rp.accessToken(session, { ...target, scope: `test:${call % 4}` }),
    );
    expect((await Promise.all(calls)).every((token) => token !== '')).toBe(true);
    expect(provider.grants.get('refresh_token')).toBe(1);
    // And the rotated token works the next time.
    clock.aheadMs = 580_000;
    await two.rp.accessToken(session, target);
    expect(provider.grants.get('refresh_token')).toBe(2);
  });

  it('takes over the lease of a process that died while renewing', async () => {
    const { session } = await signIn('lease');
    const update = one.db.query.updateTable('rp_session').where('key', '=', session.key);
    clock.aheadMs = 290_000;
    await update.set({ lease_owner: 'dead', lease_until_at: Date.now() + clock.aheadMs + 300 }).execute();
    await one.rp.accessToken(session, target);
    expect(provider.grants.get('refresh_token')).toBe(1);
  });

  it('ends the session when the provider no longer knows it', async () => {
    const { browser, session } = await signIn('gone');
    await provider.forgetTokens();
    const failure = await one.rp.accessToken(session, target).catch((error: unknown) => error);
    expect(isProblem(failure, 'session-ended')).toBe(true);
    const headers = { accept: 'application/json' };
    const answer = await browser.send(`${one.url}/api/token`, { headers });
    expect([answer.status, JSON.parse(answer.body).type]).toEqual([401, 'urn:yimen:problem:session-ended']);
    await expect
      .poll(() => [one.ended, two.ended])
      .toEqual([expect.arrayContaining([session.key]), expect.arrayContaining([session.key])]);
  });

  it('keeps the session when only this audience is refused', async () => {
    const { browser, session } = await signIn('refused');
    provider.forbidAudience = 'secret-service';
    const refused = one.rp.accessToken(session, { ...target, audience: 'urn:secret-service' });
    expect(isProblem(await refused.catch((error: unknown) => error), 'forbidden')).toBe(true);
    expect((await browser.visit(`${one.url}/`)).url).toBe(`${one.url}/`);
    expect(JSON.parse((await browser.send(`${one.url}/`)).body).session.key).toBe(session.key);
  });

  it('keeps the session while the provider is down, and goes on when it is back', async () => {
    const { session } = await signIn('outage');
    await provider.stop();
    const failure = await one.rp.accessToken(session, target).catch((error: unknown) => error);
    expect(isProblem(failure, 'service-unavailable')).toBe(true);
    clock.aheadMs = 290_000;
    const renewal = await one.rp.accessToken(session, target).catch((error: unknown) => error);
    expect(isProblem(renewal, 'service-unavailable')).toBe(true);
    const row = await one.db.query
      .selectFrom('rp_session')
      .selectAll()
      .where('key', '=', session.key)
      .executeTakeFirstOrThrow();
    expect(row.lease_owner).toBeNull();
    await provider.start();
  });

  it('ends a session whose tokens were sealed with another secret', async () => {
    const { session } = await signIn('new-secret');
    const port = await freePort();
    const fresh = await startTestApp({ databaseUrl: '', db: one.db, issuer: provider.issuer, port });
    const failure = await fresh.rp.accessToken(session, target).catch((error: unknown) => error);
    expect(isProblem(failure, 'session-ended')).toBe(true);
    await fresh.close();
  });
});

describe('migrations', () => {
  it.each(testDatabases())('are the same set when the host runs them twice on $name', async (database) => {
    const url = await database.url();
    const options = { url, migrations: relyingPartyMigrations };
    const first = await openDatabase<RelyingPartyTables>(options);
    await first.close();
    const second = await openDatabase<RelyingPartyTables>(options);
    expect(await second.query.selectFrom('rp_session').selectAll().execute()).toEqual([]);
    await second.close();
  });
});
