import { expect, test } from '../fixtures/test.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

test.describe('business systems behind one door', () => {
  test('both open without a second sign-in, and one sign-out ends all three', async ({
    page,
    yimen,
    signIn,
  }) => {
    const portal = await signIn('wangfang');
    const systems = [yimen.urls.payments, yimen.urls.budget];
    const tabs = await Promise.all(
      systems.map(async (url) => {
        const tab = await page.context().newPage();
        await tab.goto(url);
        await expect(tab.getByRole('button', { name: /用户菜单/ })).toBeVisible();
        expect(new URL(tab.url()).origin).toBe(url);
        return tab;
      }),
    );
    await portal.signOut();
    await expect(page.getByText(/退出/).first()).toBeVisible();
    for (const tab of [...tabs, page]) {
      await expect(async () => {
        await tab.goto(tab === page ? yimen.urls.portal : (systems[tabs.indexOf(tab)] ?? ''));
        await expect(new SignInPage(tab).submit).toBeVisible({ timeout: 2_000 });
      }).toPass({ timeout: 15_000 });
    }
  });

  test('work done in 支付申请 leaves the to-do list by itself', async ({ page, signIn }) => {
    const portal = await signIn('wangfang');
    const todo = portal.window('待办事项');
    const task = todo.region.getByRole('link', { name: /审核支付申请/ }).first();
    const title = (await task.textContent()) ?? '';
    const [payments] = await Promise.all([page.context().waitForEvent('page'), task.click()]);
    const before = Number(await todo.region.locator('.ant-badge-count').first().getAttribute('title'));
    await page.evaluate(() => Object.assign(window, { stillHere: true }));
    await payments.getByRole('button', { name: '退回', exact: true }).click();
    const dialog = payments.getByRole('dialog');
    await dialog.getByLabel('退回原因').fill('附件不全，请补齐合同');
    await dialog.getByRole('button', { name: /退回|确定/ }).click();
    await expect(payments.getByText('被退回').first()).toBeVisible();
    await expect(todo.region.getByRole('link', { name: title, exact: true })).toHaveCount(0);
    await expect(todo.region.locator('.ant-badge-count').first()).toHaveAttribute(
      'title',
      String(before - 1),
    );
    expect(await page.evaluate(() => 'stillHere' in window)).toBe(true);
    await todo.region.getByRole('tab', { name: '已办' }).click();
    await expect(todo.region.getByText(title)).toBeVisible();
  });

  test('a person without the right gets a plain page, not the system', async ({ page, yimen, signIn }) => {
    await signIn('dev');
    await page.goto(yimen.urls.payments);
    await expect(page.getByText(/没有.*支付申请.*权限/)).toBeVisible();
    expect(new URL(page.url()).origin).toBe(yimen.urls.sso);
  });
});
