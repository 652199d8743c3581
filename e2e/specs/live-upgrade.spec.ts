import type { Page } from '@playwright/test';
import { countOnPage, measureUpgrades } from '../fixtures/page-leftovers.ts';
import { container, mustPublish, plainDescriptor } from '../fixtures/publish.ts';
import { expect, ofThisAttempt, test } from '../fixtures/test.ts';
import { busyPortlet, counterAndDraft, sdkContainer } from '../fixtures/upgrade-portlets.ts';

async function addWindows(page: Page, ...names: string[]): Promise<void> {
  await page.getByRole('button', { name: '添加模块' }).first().click();
  for (const name of names) await page.getByRole('button', { name: `添加 试验 ${name}` }).click();
  await page.keyboard.press('Escape');
}

const inColour = (text: string, colour: string) =>
  sdkContainer(
    `return h('p', { className: 'same' }, ${JSON.stringify(text)});`,
    `.same { color: ${colour}; }`,
  );

test.describe('a release that is published while pages are open', () => {
  test('[R100][R101][R102][R103] takes over in the window, with its state, when nothing is unsaved', async ({
    page,
    yimen,
    signIn,
  }) => {
    const portlet = ofThisAttempt('live-note');
    const note = (version: string, code: string) =>
      mustPublish(yimen, plainDescriptor(portlet, version), code);
    await note('1.0.0', container({ render: `throw new Error('broken at first');` }));
    const portal = await signIn('dev');
    await addWindows(page, portlet);
    const { region } = portal.window(`试验 ${portlet}`);
    await expect(region.getByRole('button', { name: '重试' })).toBeVisible();
    await page.evaluate(() => {
      for (const element of document.querySelectorAll('html, [data-portlet-window]')) {
        element.setAttribute('data-marker', 'before');
      }
    });
    const marked = await page.locator('[data-marker]').count();

    await note('1.0.1', counterAndDraft('第一版'));
    await expect(region).toContainText('第一版 数到 0', { timeout: 10_000 });
    await region.getByRole('button', { name: '再数一次' }).click();
    await region.getByRole('button', { name: '再数一次' }).click();
    await note('1.0.2', counterAndDraft('第二版'));
    await expect(region).toContainText('第二版 数到 2', { timeout: 10_000 });
    await expect(region.getByRole('button', { name: '再数一次' })).toBeFocused();

    await region.getByLabel('草稿').fill('写了一半');
    const loaded = page.waitForResponse((answer) => answer.url().includes(`${portlet}/1.0.3/`));
    await note('1.0.3', counterAndDraft('第三版'));
    await loaded;
    await page.getByRole('main').focus();
    await page.waitForTimeout(2_500);
    await expect(region).toContainText('第二版');
    await expect(region.getByLabel('草稿')).toHaveValue('写了一半');
    await region.getByRole('button', { name: '保存草稿' }).click();
    await expect(region).toContainText('第三版 数到 2', { timeout: 10_000 });
    expect(await page.locator('[data-marker]').count()).toBe(marked);
  });

  test('[R104][R105] asks where it shall, and runs beside the release before', async ({
    page,
    yimen,
    signIn,
  }) => {
    const portlet = ofThisAttempt('live-ask');
    const ask = (version: string, text: string, colour: string) => {
      const descriptor = plainDescriptor(portlet, version, { upgrade: 'ask' });
      return mustPublish(yimen, descriptor, inColour(text, colour), { hasStyles: true });
    };
    await ask('1.0.0', '红色的', 'rgb(200, 0, 0)');
    await signIn('dev');
    await addWindows(page, portlet);
    const windows = page.locator(`[data-portlet="${portlet}"]`);
    await expect(windows.first()).toContainText('红色的');
    await ask('1.0.1', '蓝色的', 'rgb(0, 0, 200)');
    await expect(windows.first().getByText('有新版本可用')).toBeVisible({ timeout: 10_000 });
    await windows.first().getByRole('button', { name: '稍后' }).press('Enter');
    await expect(windows.first().getByText('有新版本可用')).toBeHidden();

    await addWindows(page, portlet);
    await expect(windows).toHaveCount(2);
    await expect(windows.filter({ hasText: '蓝色的' }).locator('p.same')).toHaveCSS(
      'color',
      'rgb(0, 0, 200)',
    );
    await expect(windows.filter({ hasText: '红色的' }).locator('p.same')).toHaveCSS(
      'color',
      'rgb(200, 0, 0)',
    );

    await ask('1.0.2', '绿色的', 'rgb(0, 120, 0)');
    const red = windows.filter({ hasText: '红色的' });
    await red.getByRole('button', { name: '立即更新' }).press('Enter');
    const green = windows.filter({ hasText: '绿色的' });
    await expect(green).toHaveCount(1);
    await expect(green).toBeFocused();
    await expect(windows.filter({ hasText: '蓝色的' })).toHaveCount(1);
  });

  test('[R107] ten upgrades of a window leave nothing but modules behind', async ({
    page,
    yimen,
    signIn,
  }) => {
    test.setTimeout(180_000);
    const portlet = ofThisAttempt('live-busy');
    const first = plainDescriptor(portlet, '1.0.0');
    await mustPublish(yimen, first, busyPortlet('1.0.0'), { hasStyles: true });
    await countOnPage(page);
    await signIn('dev');
    await addWindows(page, portlet);
    const { before, after } = await measureUpgrades({
      ...{ page, yimen, portlet },
      count: 10,
      warmUp: 2,
    });
    const { heapBytes, ...counts } = after;
    const { heapBytes: heapBefore, ...countsBefore } = before;
    // Fewer is no leak: what the warm-up left may go while the ten are counted.
    const grown = Object.entries(counts).filter(
      ([name, count]) => count > countsBefore[name as keyof typeof counts],
    );
    expect(grown).toEqual([]);
    expect((heapBytes - heapBefore) / 10).toBeLessThan(64 * 1024);
  });
});
