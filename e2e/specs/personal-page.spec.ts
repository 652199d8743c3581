import { expect, test } from '../fixtures/test.ts';
import { dialogOf } from '../pages/dialog-of.ts';
import type { PortalPage } from '../pages/portal-page.ts';

test.describe('a personal page', () => {
  let portal: PortalPage;
  test.beforeEach(async ({ signIn }) => {
    portal = await signIn('lina');
    await portal.resetToDefault();
  });

  test('a portlet added from the catalogue survives sign-out', async ({ page, signIn }) => {
    const before = await portal.windows.count();
    await page.getByRole('button', { name: '添加模块' }).first().click();
    const dialog = dialogOf(page);
    await dialog.getByRole('searchbox').or(dialog.getByRole('textbox')).first().fill('通讯录');
    await dialog.getByRole('button', { name: /添加.*通讯录/ }).click();
    await page.keyboard.press('Escape');
    await expect(portal.windows).toHaveCount(before + 1);
    await portal.reload();
    await portal.signOut();
    await expect(page.getByText(/退出/).first()).toBeVisible();
    const again = await signIn('lina');
    await expect(again.windows).toHaveCount(before + 1);
  });

  test('a window is moved and resized by keyboard and told to screen readers', async ({ page }) => {
    await portal.arrange();
    const notices = portal.window('通知公告');
    const before = await notices.box();
    await notices.button('调整大小').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(async () => (await notices.box()).height).toBeGreaterThan(before.height);
    await expect(page.getByRole('status').filter({ hasText: /通知公告/ })).toHaveCount(1);
    const resized = await notices.box();
    await notices.button('移动').focus();
    await page.keyboard.press(before.x > 300 ? 'ArrowLeft' : 'ArrowRight');
    await expect.poll(async () => Math.round((await notices.box()).x)).not.toBe(Math.round(resized.x));
    await portal.done();
    const kept = await notices.box();
    await portal.reload();
    const after = await notices.box();
    expect(Math.round(after.height)).toBe(Math.round(kept.height));
    expect(Math.round(after.x)).toBe(Math.round(kept.x));
  });

  test('a window is moved by mouse', async ({ page }) => {
    await portal.arrange();
    const todo = portal.window('待办事项');
    const before = await todo.box();
    const handle = await todo.button('移动').boundingBox();
    if (!handle) throw new Error('no handle');
    await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await page.mouse.down();
    await page.mouse.move(handle.x + 420, handle.y + 260, { steps: 12 });
    await page.mouse.up();
    await expect
      .poll(async () => {
        const { x, y } = await todo.box();
        return Math.round(x) !== Math.round(before.x) || Math.round(y) !== Math.round(before.y);
      })
      .toBe(true);
  });

  test('a removed window stays away, and the default comes back on demand', async () => {
    const before = await portal.windows.count();
    await portal.arrange();
    await portal.window('通知公告').button('移除').click();
    await expect(portal.windows).toHaveCount(before - 1);
    await portal.done();
    await portal.reload();
    await expect(portal.window('通知公告').region).toHaveCount(0);
    await portal.arrange();
    await portal.resetToDefault();
    await portal.done();
    await portal.reload();
    await expect(portal.window('通知公告').region).toBeVisible();
    await expect(portal.windows).toHaveCount(before);
  });
});
