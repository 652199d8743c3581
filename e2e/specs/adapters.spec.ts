import { plainDescriptor, publish } from '../fixtures/publish.ts';
import { expect, test } from '../fixtures/test.ts';
import { PortalPage } from '../pages/portal-page.ts';

const headers = (portal: PortalPage) => ({ 'x-yimen-request': '1', origin: portal.origin });

async function put(portal: PortalPage, names: readonly string[]): Promise<void> {
  const changes = names.map((portlet, index) => ({
    op: 'add',
    nodeId: `test-${portlet}`,
    portlet,
    place: { column: (index % 2) * 6, row: 0, columns: 6, rows: 10 },
  }));
  const answer = await portal.page.request.patch(`${portal.origin}/api/pages/home/changes`, {
    headers: headers(portal),
    data: { changes },
  });
  expect(answer.status()).toBe(200);
  await portal.reload();
}

const reset = (portal: PortalPage) =>
  portal.page.request.delete(`${portal.origin}/api/pages/home/changes`, { headers: headers(portal) });

test.describe('portlets that are not React', () => {
  test('Vue and a plain page follow language and parameters, keep their place, and hear the end of the session', async ({
    page,
    signIn,
  }) => {
    const portal = await signIn('wangfang');
    await reset(portal);
    await put(portal, ['work-calendar', 'budget-lookup']);
    const calendar = portal.window('工作日历').region;
    // Its name changes with the language.
    const frame = page.frameLocator('iframe');
    await expect(calendar.getByRole('table')).toBeVisible();
    const rows = frame.locator('tbody tr');
    await expect(rows.nth(2)).toBeVisible();
    // As high as its content, and lower when there is less of it.
    const height = async () => (await page.locator('iframe').boundingBox())?.height ?? 0;
    const tall = await height();
    await frame.getByRole('searchbox').fill('教育');
    await expect(rows).toHaveCount(1);
    await expect.poll(height).toBeLessThan(tall);
    await rows.first().getByRole('button').click();
    await expect(page).toHaveURL(/[?&]unit=edu/);
    await calendar.getByRole('button', { name: /-15/ }).first().click();
    await expect(page).toHaveURL(/[?&]date=\d{4}-\d{2}-15/);
    // Deep link.
    await portal.reload();
    await expect(frame.getByRole('searchbox')).toHaveValue('教育');
    await expect(rows.first()).toHaveAttribute('aria-current', 'true');
    // The page in the frame has no origin and no way to the portal.
    const inside = page.frames().find((one) => one.url().includes('/frames/'));
    expect(await inside?.evaluate(() => globalThis.origin)).toBe('null');
    const reach = await inside?.evaluate(async () => {
      const blocked = async (act: () => unknown) => {
        try {
          await act();
          return false;
        } catch {
          return true;
        }
      };
      return [
        await blocked(() => document.cookie),
        await blocked(() => localStorage),
        await blocked(() => window.parent.document),
        await blocked(() => fetch('/api/session')),
      ];
    });
    expect(reach).toEqual([true, true, true, true]);
    // The other language, without a reload.
    await page.getByRole('button', { name: 'English' }).click();
    await expect(frame.getByText('Find a unit')).toBeVisible();
    await expect(portal.window('Work calendar').region.getByRole('button', { name: 'Today' })).toBeVisible();
    await page.getByRole('button', { name: '简体中文' }).click();
    await expect(frame.getByText('查找单位')).toBeVisible();
    // Signed out in another tab.
    const other = await page.context().newPage();
    await other.goto(portal.origin);
    const elsewhere = new PortalPage(other, portal.origin);
    await elsewhere.ready();
    await elsewhere.signOut();
    await expect(frame.getByText('登录已失效')).toBeAttached();
    await expect(rows).toHaveCount(0);
  });

  test('[R128] a page that hangs leaves the others usable, and is named', async ({ page, yimen, signIn }) => {
    const html = '<!doctype html><meta charset="utf-8"><script src="hang.js" defer></script><p>慢</p>';
    const hello = "parent.postMessage({ yimen: 'hello', protocol: 1 }, '*');";
    const script = `onmessage = () => { for (;;) {} }; ${hello}`;
    const descriptor = plainDescriptor('hanging-page', '1.0.0', { adapter: 'frame' });
    const release = { entry: 'index.html', files: { 'index.html': html, 'hang.js': script } };
    expect((await publish(yimen, descriptor, null, release)).status).toBe(201);
    const portal = await signIn('linchen');
    await reset(portal);
    await put(portal, ['hanging-page']);
    const todo = portal.window('待办事项').region;
    await todo.getByRole('tab', { name: '已办' }).click({ timeout: 5_000 });
    await expect(todo.getByRole('tab', { name: '已办' })).toHaveAttribute('aria-selected', 'true');
    const hanging = portal.window('试验 hanging-page').region;
    const retry = hanging.getByRole('button', { name: /重试/ }).first();
    await expect(retry).toBeVisible({ timeout: 30_000 });
    await expect(hanging).toContainText('模块没有响应，已停止运行');
    expect(await page.evaluate(() => document.querySelectorAll('iframe').length)).toBe(0);
    await reset(portal);
  });
});
