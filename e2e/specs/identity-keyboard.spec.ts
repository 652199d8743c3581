import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, password, test } from '../fixtures/test.ts';
import { PortalPage } from '../pages/portal-page.ts';
import { signInAdministrator } from '../pages/sign-in-administrator.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Presses Tab until this has the focus, as somebody without a mouse would. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 150; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${target}`);
}

const findings = async (page: Page) =>
  (await new AxeBuilder({ page }).withTags(rules).analyze()).violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.slice(0, 2).map(({ html }) => html.slice(0, 200)),
  }));

test('a security administrator works by keyboard alone, and axe finds nothing, wide and narrow', async ({
  page,
  yimen,
}) => {
  const { portal } = yimen.urls;
  await signInAdministrator(page, { portal, username: 'secadmin', password });
  const desk = new PortalPage(page, portal);
  await desk.open('/pages/identity');

  await test.step('a person is opened from the list, and the list comes back', async () => {
    const { region } = desk.window('人员与组织');
    await tabTo(page, region.getByRole('searchbox', { name: '查找人员' }));
    await page.keyboard.type('tangh');
    const row = region.getByRole('row', { name: /唐慧/ });
    await expect(region.getByRole('row')).toHaveCount(2);
    await tabTo(page, row);
    await page.keyboard.press('Enter');
    await expect(region.getByRole('heading', { name: /唐慧/ })).toBeVisible();
    await tabTo(page, region.getByRole('button', { name: /返回/ }));
    await page.keyboard.press('Enter');
    await expect(region.getByRole('searchbox', { name: '查找人员' })).toBeVisible();
  });

  await test.step('a limit of a role is proposed in a dialog that gives the focus back', async () => {
    const { region } = desk.window('安全策略');
    const change = region.getByRole('button', { name: '修改 组件开发 的同时登录数' });
    await tabTo(page, change);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await tabTo(page, dialog.getByRole('radio', { name: '按全员规定' }));
    await page.keyboard.press('ArrowRight');
    await tabTo(page, dialog.getByRole('spinbutton', { name: '最多同时登录处数' }));
    await page.keyboard.press('ArrowUp');
    await expect(dialog.getByRole('button', { name: '提交审批' })).toBeEnabled();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(change).toBeFocused();
  });

  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of ['/pages/identity', '/pages/identity-sessions']) {
      await desk.open(path);
      expect(await findings(page), `${path} at ${width}`).toEqual([]);
    }
  }
});
