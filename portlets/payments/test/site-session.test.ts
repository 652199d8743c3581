import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabases } from '@yimen/database/testing';
import {
  createTestBrowser,
  freePort,
  type SignInProvider,
  signInProvider,
  type TestBrowser,
} from '@yimen/relying-party/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draft, loadUnits } from './harness/people.ts';
import { createWorld, type Payments, startPayments, type World } from './harness/start-payments.ts';

const zhangwei = {
  sub: 'zhangwei',
  name: '张伟',
  preferred_username: 'zhangwei',
  roles: ['staff', 'payment-clerk'],
  unit: { id: 'edu', name: { 'zh-CN': '市教育局', 'en-US': 'Education Bureau' } },
  unit_path: ['city', 'edu'],
};

describe.each(testDatabases())('the own site on $name', ({ url }) => {
  let world: World;
  let provider: SignInProvider;
  let payments: Payments;
  let origin: string;
  let siteDir: string;
  beforeAll(async () => {
    siteDir = mkdtempSync(join(tmpdir(), 'yimen-site-'));
    mkdirSync(join(siteDir, 'assets'));
    writeFileSync(
      join(siteDir, 'index.html'),
      '<!doctype html><script nonce="__YIMEN_NONCE__" src="/assets/main-12345678.js"></script>',
    );
    writeFileSync(join(siteDir, 'assets', 'main-12345678.js'), 'export {};');
    world = await createWorld();
    const databaseUrl = await url();
    const loading = await startPayments(world, { url: databaseUrl });
    await loadUnits(loading);
    await loading.close();
    provider = await signInProvider(zhangwei);
    const port = await freePort();
    origin = `http://localhost:${port}`;
    payments = await startPayments(world, {
      url: databaseUrl,
      issuer: provider.url,
      siteDir,
      publicUrl: origin,
      port,
    });
  });
  afterAll(async () => {
    await payments.close();
    await Promise.all([provider.close(), world.close()]);
    rmSync(siteDir, { recursive: true });
  });

  const signedIn = async (): Promise<TestBrowser> => {
    const browser = createTestBrowser();
    await browser.visit(`${origin}/payments`);
    return browser;
  };
  const ours = {
    accept: 'application/json',
    'content-type': 'application/json',
    'x-yimen-request': '1',
    'sec-fetch-site': 'same-origin',
  };

  it('signs a person in and brings her to the page she asked for, under a strict policy', async () => {
    const browser = createTestBrowser();
    const page = await browser.visit(`${origin}/payments/some-id?tab=1`);
    expect([page.status, page.url]).toEqual([200, `${origin}/payments/some-id?tab=1`]);
    expect(browser.cookie('yimen_payments')).toBeDefined();
    const policy = String(page.headers['content-security-policy']);
    const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1];
    expect(page.body).toContain(`nonce="${nonce}"`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    const again = await browser.visit(`${origin}/payments`);
    expect(again.body).not.toContain(String(nonce));
  });

  it('serves the hashed files for good, also before sign-in', async () => {
    const file = await createTestBrowser().send(`${origin}/assets/main-12345678.js`);
    expect([file.status, file.headers['cache-control']]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect(
      (await createTestBrowser().send(`${origin}/assets/missing.js`, { headers: { accept: '*/*' } })).status,
    ).toBe(404);
  });

  it('knows the person by her session, with the same rights as by token', async () => {
    const browser = await signedIn();
    const session = await browser.send(`${origin}/api/session`, { headers: ours });
    expect(JSON.parse(session.body)).toMatchObject({
      user: { name: '张伟', unitName: { 'zh-CN': '市教育局' } },
      permissions: { create: true, seesAllUnits: false },
      units: [{ id: 'edu' }],
    });
    const created = await browser.send(`${origin}/api/payments`, {
      method: 'POST',
      headers: ours,
      body: JSON.stringify(draft),
    });
    expect(created.status).toBe(201);
    const load = await browser.send(`${origin}/api/admin/units/edu`, {
      method: 'PUT',
      headers: ours,
      body: '{}',
    });
    expect(load.status).toBe(401);
  });

  it('refuses a change that another site could have caused', async () => {
    const browser = await signedIn();
    const post = (headers: Record<string, string>) =>
      browser.send(`${origin}/api/payments`, {
        method: 'POST',
        headers: { ...ours, ...headers },
        body: JSON.stringify(draft),
      });
    const suspicious = [
      ['x-yimen-request', ''],
      ['sec-fetch-site', 'same-site'],
      ['sec-fetch-site', 'cross-site'],
    ] as const;
    for (const [name, value] of suspicious) {
      const refused = await post({ [name]: value });
      expect([refused.status, JSON.parse(refused.body).type]).toEqual([
        403,
        'urn:yimen:problem:cross-site-request',
      ]);
    }
    const foreign = await post({ 'sec-fetch-site': '', origin: 'http://localhost:4000' });
    expect(foreign.status).toBe(403);
  });

  it('asks for sign-in without a session, and says when one has ended', async () => {
    const api = (browser: TestBrowser) => browser.send(`${origin}/api/payments`, { headers: ours });
    const nobody = await api(createTestBrowser());
    expect([nobody.status, JSON.parse(nobody.body).title]).toEqual([401, '请先登录']);
    const garbage = createTestBrowser();
    garbage.setCookie('yimen_payments', 'garbage');
    expect((await api(garbage)).status).toBe(401);
    const browser = await signedIn();
    const kept = String(browser.cookie('yimen_payments'));
    const out = await browser.send(`${origin}/auth/sign-out`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(out.status).toBe(303);
    browser.setCookie('yimen_payments', kept);
    const ended = await api(browser);
    expect([ended.status, JSON.parse(ended.body).type]).toEqual([401, 'urn:yimen:problem:session-ended']);
  });
});
