import type { Response } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';

const jwt = /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/;
const tokenField = /"(access_token|refresh_token|id_token)"/;

test.describe('what reaches the browser', () => {
  test('[I4] no token is in any response, storage or readable cookie', async ({ page, signIn }) => {
    const responses: Response[] = [];
    page.on('response', (response) => responses.push(response));
    const portal = await signIn('wangfang');
    await portal.reload();
    for (const response of responses) {
      // The event stream never ends; what it sends is held by tests of the portal server.
      if (response.url().endsWith('/api/events')) continue;
      const body = await response.text().catch(() => '');
      expect(jwt.test(body) || tokenField.test(body), response.url()).toBe(false);
      // The ID token travels once, as the hint of RP-initiated logout; nothing else may carry one.
      expect(jwt.test(response.url()), response.url()).toBe(false);
    }
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(jwt.test(stored)).toBe(false);
    expect(await page.evaluate(() => document.cookie)).not.toMatch(/yimen_portal=/);
  });

  test('every page has a strict content security policy that nothing violates', async ({
    page,
    yimen,
    signIn,
  }) => {
    const violations: string[] = [];
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        Object.assign(window, { violated: `${event.violatedDirective} ${event.blockedURI}` });
      });
    });
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    const policies: [string, string][] = [];
    page.on('response', (response) => {
      if (!response.headers()['content-type']?.includes('text/html')) return;
      policies.push([response.url(), response.headers()['content-security-policy'] ?? '']);
    });
    const portal = await signIn('wangfang');
    await portal.reload();
    for (const system of [yimen.urls.payments, yimen.urls.budget]) {
      await page.goto(system);
      await page.waitForLoadState('networkidle');
    }
    expect(policies.length).toBeGreaterThan(3);
    for (const [url, policy] of policies) {
      expect(policy, url).toMatch(/default-src 'none'|default-src 'self'/);
      const scripts = /script-src[^;]*/.exec(policy)?.[0] ?? policy;
      expect(scripts, url).not.toMatch(/unsafe-inline|unsafe-eval/);
    }
    expect(violations).toEqual([]);
  });

  test('a state-changing request from another site is refused', async ({ page, yimen, signIn }) => {
    await signIn('wangfang');
    const answer = await page.request.patch(`${yimen.urls.portal}/api/pages/home/changes`, {
      data: { changes: [] },
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.status()).toBe(403);
  });
});
