import { readFileSync } from 'node:fs';
import { mustPublish, plainDescriptor } from '../fixtures/publish.ts';
import { expect, test } from '../fixtures/test.ts';
import { PortalPage } from '../pages/portal-page.ts';

const connectScript = new URL(
  '../../portlets/budget/portlets/budget-lookup/dist/yimen-frame.js',
  import.meta.url,
);
const html = `<!doctype html><meta charset="utf-8"><script src="yimen-frame.js" defer></script><script src="page.js" defer></script><p>试验</p>`;

test.describe('portlets that are not React', () => {
  test('Vue and a plain page follow language and parameters, keep their place, and hear the end of the session', async ({
    page,
    signIn,
  }) => {
    const portal = await signIn('wangfang');
    await portal.forgetChanges();
    await portal.place(['work-calendar', 'budget-lookup'], { columns: 6, rows: 10 });
    await portal.reload();
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

  test('[R128] pages that loop or throw stop neither the portal nor each other, and are named', async ({
    yimen,
    signIn,
  }) => {
    const outside = process.env.YIMEN_E2E_OUTSIDE ?? '';
    const pages = {
      hanging: `onmessage = () => { for (;;) {} }; parent.postMessage({ yimen: 'hello', protocol: 1 }, '*');`,
      throwing: `yimen.connect().then(() => setTimeout(() => { throw new Error('out of order'); }));`,
    };
    const connect = readFileSync(connectScript, 'utf8');
    for (const [name, script] of Object.entries(pages)) {
      const release = { 'index.html': html, 'yimen-frame.js': connect, 'page.js': script };
      const descriptor = plainDescriptor(`${name}-page`, '1.0.0', { adapter: 'frame' });
      await mustPublish(yimen, descriptor, null, { entry: 'index.html', files: release });
    }
    const old = plainDescriptor('old-system', '1.0.0', {
      adapter: 'frame',
      frame: { address: `${outside}/` },
    });
    const note = { entry: 'frame.json', files: { 'frame.json': '{}' } };
    await mustPublish(yimen, old, null, note);
    const portal = await signIn('linchen');
    await portal.forgetChanges();
    await portal.place(['hanging-page', 'throwing-page', 'old-system', 'budget-lookup'], {
      columns: 6,
      rows: 10,
    });
    await portal.reload();
    const region = (name: string) => portal.window(`试验 ${name}`).region;

    await test.step('what throws is its window’s failure', async () => {
      await expect(region('throwing-page')).toContainText('模块运行出错');
      await expect(region('throwing-page').getByRole('button', { name: '重试' })).toBeVisible();
    });
    await test.step('a page of another origin on the portal’s host loops: the portal goes on', async () => {
      const frame = region('old-system').frameLocator('iframe');
      await expect(frame.locator('#who')).toHaveText(`林晨 zh-CN ${outside}`);
      // Nobody hears of the end of this click.
      await frame
        .locator('#loop')
        .click({ noWaitAfter: true, timeout: 2_000 })
        .catch(() => undefined);
      const todo = portal.window('待办事项').region;
      await todo.getByRole('tab', { name: '已办' }).click({ timeout: 5_000 });
      await expect(todo.getByRole('tab', { name: '已办' })).toHaveAttribute('aria-selected', 'true');
    });
    await test.step('other frames go on as well', async () => {
      const lookup = portal.window('单位预算速查').region.frameLocator('iframe');
      await lookup.getByRole('searchbox').fill('教育', { timeout: 5_000 });
      await expect(lookup.locator('tbody tr')).toHaveCount(1, { timeout: 5_000 });
    });
    for (const name of ['hanging-page', 'old-system']) {
      await expect(region(name)).toContainText('模块没有响应，已停止运行', { timeout: 30_000 });
      await expect(region(name).getByRole('button', { name: '重试' })).toBeVisible();
    }
    // The browser takes some seconds to end the process that loops; until then a page of that system does not come up.
    await expect(async () => {
      const retry = region('old-system').getByRole('button', { name: '重试' });
      if (await retry.isVisible()) await retry.click();
      await expect(region('old-system').frameLocator('iframe').locator('#who')).toHaveText(/林晨/, {
        timeout: 6_000,
      });
    }).toPass({ timeout: 40_000 });
    await expect(portal.window('单位预算速查').region.locator('iframe')).toBeVisible();
    await portal.forgetChanges();
  });
});
