import type { Response } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';

const jwt = /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/;
const tokenField = /"(access_token|refresh_token|id_token)"/;

/** Answers that have no body to read, or none that ends: of what the event stream sends, tests of the portal server judge. */
const hasBody = (response: Response) =>
  ![204, 304].includes(response.status()) &&
  !(response.status() >= 300 && response.status() < 400) &&
  !response.url().endsWith('/api/events');

test.describe('what reaches the browser', () => {
  test('[I4] no token is in any response, storage or readable cookie', async ({ page, signIn }) => {
    const urls: string[] = [];
    const reads: Promise<{ url: string; type: string; body: string | undefined }>[] = [];
    page.on('response', (response) => {
      urls.push(response.url());
      if (!hasBody(response)) return;
      const about = { url: response.url(), type: response.headers()['content-type'] ?? '' };
      // The browser drops bodies with the page that asked for them: they are read as they come.
      reads.push(
        response.text().then(
          (body) => ({ ...about, body }),
          () => ({ ...about, body: undefined }),
        ),
      );
    });
    const portal = await signIn('wangfang');
    await portal.reload();
    await portal.window('待办事项').button('刷新').click();
    await portal.ready();
    const bodies = await Promise.all(reads);
    expect(bodies.filter(({ body }) => body === undefined).map(({ url }) => url)).toEqual([]);
    for (const type of ['text/html', 'javascript', 'json']) {
      const read = bodies.filter((answer) => answer.type.includes(type) && answer.body);
      expect(read.length, type).toBeGreaterThan(1);
    }
    for (const { url, body = '' } of bodies) {
      expect(jwt.test(body) || tokenField.test(body), url).toBe(false);
    }
    // The ID token travels once, as the hint of RP-initiated logout; nothing else may carry one.
    for (const url of urls) expect(jwt.test(url), url).toBe(false);
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
    await page.exposeFunction('tellViolation', (violation: string) => violations.push(violation));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const tell = Reflect.get(globalThis, 'tellViolation') as (violation: string) => void;
        tell(`${event.violatedDirective} ${event.blockedURI}`);
      });
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
    // One that is provoked is told.
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'void 0';
      document.head.append(script);
    });
    await expect.poll(() => violations).toEqual(['script-src-elem inline']);
  });

  test('a state-changing request from another site is refused', async ({ page, yimen, signIn }) => {
    await signIn('wangfang');
    const change = async (headers: Record<string, string>) => {
      const data = { locale: 'zh-CN' };
      const answer = await page.request.put(`${yimen.urls.portal}/api/session/locale`, { data, headers });
      return answer.status();
    };
    const own = { origin: yimen.urls.portal, 'x-yimen-request': '1' };
    expect(await change(own)).toBe(200);
    expect(await change({ ...own, origin: 'https://evil.example' })).toBe(403);
    expect(await change({ ...own, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await change({ origin: own.origin })).toBe(403);
  });
});
