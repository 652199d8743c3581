import { networkLog } from '../fixtures/network-log.ts';
import { expect, test } from '../fixtures/test.ts';

test.describe('a page of portlet windows', () => {
  test('[I1] the code of exactly the portlets on the page is requested', async ({ page, signIn }) => {
    const portal = await signIn('wangfang');
    const log = networkLog(page);
    await portal.reload();
    const onPage = await portal.windows.evaluateAll((windows) =>
      windows.map((window) => window.getAttribute('data-portlet') ?? ''),
    );
    const loaded = log.paths(/^\/releases\/.*remoteEntry/).map((path) => path.split('/')[2]);
    expect(loaded.sort()).toEqual([...new Set(onPage)].sort());
  });

  test('[I3] refreshing one window sends its own requests only', async ({ page, signIn }) => {
    // The page's own event stream opens when the windows are done; it is not a window's.
    const events = page.waitForRequest(/\/api\/events$/);
    const portal = await signIn('wangfang');
    await events;
    const log = networkLog(page);
    const todo = portal.window('待办事项');
    const answer = page.waitForResponse((response) => response.url().includes('/api/portlets/todo/'));
    await todo.button('刷新').click();
    await answer;
    await todo.ready();
    await page.waitForLoadState('networkidle');
    const paths = log.paths();
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !path.startsWith('/api/portlets/todo/'))).toEqual([]);
  });

  test('maximizing changes the URL, and back works', async ({ page, signIn }) => {
    const portal = await signIn('wangfang');
    const todo = portal.window('待办事项');
    const before = page.url();
    await todo.button('最大化').click();
    await expect(page).toHaveURL(/max=/);
    await expect(portal.visibleWindows).toHaveCount(1);
    await page.reload();
    await expect(todo.button('还原')).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(before);
    await expect(portal.visibleWindows).not.toHaveCount(1);
  });

  test('a unit chosen in one portlet filters another and is in the URL', async ({ page, signIn }) => {
    const portal = await signIn('wangfang');
    const units = portal.window('预算单位执行情况');
    await units.region.getByRole('row', { name: /市教育局/ }).click();
    await expect(page).toHaveURL(/[?&]unit=edu/);
    const execution = portal.window('预算执行');
    await expect(execution.region).toContainText('市教育局');
    await expect(portal.window('支付状态').region).toContainText('市教育局');
    await portal.reload();
    await expect(execution.region).toContainText('市教育局');
    await page.goBack();
    await expect(page).not.toHaveURL(/unit=/);
    await expect(execution.region).not.toContainText('市教育局');
  });

  test('the language changes without a reload, portlets too', async ({ page, signIn }) => {
    const portal = await signIn('wangfang');
    await page.evaluate(() => Object.assign(window, { stillHere: true }));
    await page.getByRole('button', { name: /English/ }).click();
    await expect(page.getByRole('region', { name: 'To-dos', exact: true })).toBeVisible();
    await expect(page.getByRole('tab', { name: /To do/ })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en-US');
    expect(await page.evaluate(() => 'stillHere' in window)).toBe(true);
    await page.getByRole('button', { name: /中文/ }).click();
    await expect(portal.window('待办事项').region).toBeVisible();
  });

  test('at 390 px there is one column and nothing to scroll sideways', async ({ signInElsewhere }) => {
    const { page } = await signInElsewhere('wangfang', { width: 390 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const lefts = await page
      .locator('[data-portlet-window]')
      .evaluateAll((windows) => windows.map((window) => Math.round(window.getBoundingClientRect().left)));
    expect(new Set(lefts).size).toBe(1);
  });
});
