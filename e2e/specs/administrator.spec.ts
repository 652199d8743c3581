import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { dialogOf } from '../pages/dialog-of.ts';

test.describe('an administrator composes pages', () => {
  test('a page for a department is composed, published and seen by its people only', async ({
    page,
    yimen,
    signIn,
    signInElsewhere,
  }) => {
    await signIn('admin');
    await page
      .getByRole('link', { name: '编排页面' })
      .or(page.getByRole('button', { name: '编排页面' }))
      .click();
    await page.getByRole('button', { name: '新建页面' }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('中文名称').fill('支付审核台');
    await dialog.getByLabel('英文名称').fill('Payment review');
    await dialog.getByLabel('网址标识').fill('payment-review');
    await dialog.getByRole('button', { name: '新建', exact: true }).click();
    await expect(page.getByRole('treeitem', { name: /支付审核台/ })).toBeVisible();
    await chooseUnit(page, '国库支付中心');
    await addModule(page, '待办事项');
    await publish(page);

    const reviewer = await signInElsewhere('wangfang');
    await reviewer.page.getByRole('link', { name: '支付审核台' }).first().click();
    await expect(reviewer.window('待办事项').region).toBeVisible();
    const other = await signInElsewhere('chenjing');
    await expect(other.page.getByRole('link', { name: '支付审核台' })).toHaveCount(0);
    const answer = await other.page.request.get(`${yimen.urls.portal}/api/pages/payment-review`);
    expect(answer.status()).toBe(404);
  });

  test('[I5] publishing reaches open pages and keeps what a person changed', async ({
    page,
    signIn,
    signInElsewhere,
  }) => {
    const staff = await signInElsewhere('chenjing');
    await staff.resetToDefault();
    const contacts = await staff.window('通讯录').region.count();
    await staff.arrange();
    await staff.window('通知公告').button('移除').click();
    await staff.done();
    const untouched = await signInElsewhere('sunlei');
    await untouched.page.getByRole('link', { name: '我的工作台' }).first().click();
    await untouched.ready();

    await signIn('admin');
    await page
      .getByRole('link', { name: '编排页面' })
      .or(page.getByRole('button', { name: '编排页面' }))
      .click();
    await page.getByRole('treeitem', { name: /我的工作台/ }).click();
    await addModule(page, '通讯录');
    await publish(page);

    for (const portal of [staff, untouched]) {
      await expect(portal.window('通讯录').region).toHaveCount(contacts + 1);
    }
    await expect(staff.window('通知公告').region).toHaveCount(0);
    await expect(untouched.window('通知公告').region).toBeVisible();
  });
});

async function chooseUnit(page: Page, unit: string): Promise<void> {
  await page.getByRole('combobox', { name: '单位和科室' }).click();
  await page.keyboard.type(unit);
  await page.getByTitle(unit).last().click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '保存页面属性' }).click();
  await expect(page.getByText('页面属性已保存')).toBeVisible();
}

async function addModule(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: '添加模块' }).first().click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `添加 ${title}` })
    .click();
  await page.keyboard.press('Escape');
  await expect(dialogOf(page)).toHaveCount(0);
}

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: '发布', exact: true }).click();
  await dialogOf(page).getByRole('button', { name: '发布', exact: true }).click();
  await expect(page.getByText(/已发布第 \d+ 版/)).toBeVisible();
}
