import { container, mustPublish, plainDescriptor } from '../fixtures/publish.ts';
import { expect, test } from '../fixtures/test.ts';
import { dialogOf } from '../pages/dialog-of.ts';

test.describe('[I2] one failure is one window’s failure', () => {
  test('a service that is killed is told in its window, and comes back', async ({ yimen, signIn }) => {
    const portal = await signIn('wangfang');
    const todo = portal.window('待办事项');
    await todo.ready();
    const count = await todo.region.getByRole('listitem').count();
    expect(count).toBeGreaterThan(0);
    await yimen.kill('todo');
    await portal.reload();
    const retry = todo.region.getByRole('button', { name: /重试/ }).first();
    await expect(retry).toBeVisible();
    await expect(portal.window('通知公告').region.getByRole('alert')).toHaveCount(0);
    await yimen.restart('todo');
    await expect(async () => {
      await retry.click({ timeout: 1_000 }).catch(() => undefined);
      await expect(todo.region.getByRole('listitem')).toHaveCount(count, { timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
  });

  test('[I8] nothing acknowledged is lost when the portal is killed', async ({ page, yimen, signIn }) => {
    const portal = await signIn('wangfang');
    await portal.forgetChanges();
    const code = container({ render: "return h('p', null, '还在');" });
    await mustPublish(yimen, plainDescriptor('kept-after-kill', '1.0.0'), code);
    await portal.place(['kept-after-kill']);
    await yimen.kill('portal');
    await yimen.restart('portal');
    await page.reload();
    await portal.ready();
    await expect(portal.window('试验 kept-after-kill').region).toContainText('还在');
    await portal.forgetChanges();
  });

  test('a session that ended asks to sign in again and returns to the same page', async ({
    page,
    yimen,
    signIn,
  }) => {
    const portal = await signIn('wangfang');
    await page.goto(`${yimen.urls.portal}/pages/home?unit=edu`);
    await portal.ready();
    await page.context().clearCookies();
    // The event stream may find out first; then the dialog is in the way of the button.
    const refresh = portal.window('待办事项').button('刷新');
    await refresh.click({ timeout: 3_000 }).catch(() => undefined);
    const dialog = dialogOf(page);
    await expect(dialog).toContainText('登录已过期，请重新登录');
    await dialog
      .getByRole('button', { name: '重新登录' })
      .or(dialog.getByRole('link', { name: '重新登录' }))
      .click();
    await page.getByLabel('用户名').fill('wangfang');
    await page.getByLabel('密码', { exact: true }).fill('Yimen@2026');
    await page.getByRole('button', { name: '登录' }).click();
    await portal.ready();
    expect(page.url()).toContain('/pages/home?unit=edu');
  });
});
