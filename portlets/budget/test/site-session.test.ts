import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabases } from '@yimen/database/testing';
import {
  createTestBrowser,
  freePort,
  type SignInProvider,
  signInProvider,
} from '@yimen/relying-party/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Budget, loadDemonstration, startBudget } from './harness/start-budget.ts';

const chenjing = {
  sub: 'chenjing',
  name: '陈静',
  preferred_username: 'chenjing',
  roles: ['staff'],
  unit: { id: 'budget-section', name: { 'zh-CN': '预算科', 'en-US': 'Budget Section' } },
  unit_path: ['city', 'bureau', 'budget-section'],
};
const ours = { accept: 'application/json', 'x-yimen-request': '1', 'sec-fetch-site': 'same-origin' };

describe.each(testDatabases())('the own site on $name', ({ url }) => {
  let provider: SignInProvider;
  let budget: Budget;
  let origin: string;
  let siteDir: string;
  beforeAll(async () => {
    siteDir = mkdtempSync(join(tmpdir(), 'yimen-site-'));
    mkdirSync(join(siteDir, 'assets'));
    writeFileSync(join(siteDir, 'index.html'), '<!doctype html><p data-nonce="__YIMEN_NONCE__"></p>');
    const databaseUrl = await url();
    const loading = await startBudget({ url: databaseUrl });
    await loadDemonstration(loading);
    await loading.close();
    provider = await signInProvider(chenjing);
    const port = await freePort();
    origin = `http://localhost:${port}`;
    budget = await startBudget({ url: databaseUrl, issuer: provider.url, siteDir, publicUrl: origin, port });
  });
  afterAll(async () => {
    await budget.close();
    await provider.close();
    rmSync(siteDir, { recursive: true });
  });

  it('signs a person in, brings her to the page she asked for, and reads with her session', async () => {
    const browser = createTestBrowser();
    const page = await browser.visit(`${origin}/subjects?unit=edu`);
    expect([page.status, page.url]).toEqual([200, `${origin}/subjects?unit=edu`]);
    expect(browser.cookie('yimen_budget')).toBeDefined();
    const nonce = /'nonce-([\w-]+)'/.exec(String(page.headers['content-security-policy']))?.[1];
    expect(page.body).toContain(`data-nonce="${nonce}"`);
    const session = await browser.send(`${origin}/api/session`, { headers: ours });
    expect(JSON.parse(session.body)).toMatchObject({
      user: { name: '陈静' },
      years: [2026, 2025],
      today: { year: 2026, month: 11 },
      isDemonstration: true,
    });
    const report = await browser.send(`${origin}/api/executions/by-unit`, { headers: ours });
    expect(JSON.parse(report.body).rows).toHaveLength(8);
  });

  it('asks for sign-in without a session, and never loads data for one', async () => {
    const api = await createTestBrowser().send(`${origin}/api/executions/by-unit`, { headers: ours });
    expect([api.status, JSON.parse(api.body).title]).toEqual([401, '请先登录']);
    const browser = createTestBrowser();
    await browser.visit(`${origin}/`);
    const body = JSON.stringify({ formula: 'day' });
    const headers = { ...ours, 'content-type': 'application/json' };
    const admin = await browser.send(`${origin}/api/admin/settings/elapsed`, {
      method: 'PUT',
      headers,
      body,
    });
    expect(admin.status).toBe(401);
  });
});
