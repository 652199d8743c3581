import type { Page } from '@playwright/test';
import { expect, password, test } from '../fixtures/test.ts';
import type { YimenUnderTest } from '../fixtures/yimen-control.ts';
import { PortalPage } from '../pages/portal-page.ts';
import { signInAdministrator } from '../pages/sign-in-administrator.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

const people = '人员与组织';
const approvals = '待审批';
const csv = [
  '用户名,姓名,单位,邮箱,角色',
  'new one,新人甲,没有这个单位,不是邮箱,',
  'newtwo,,信息中心,,系统管理员',
].join('\n');

/** The page of people and approvals, for one of the three administrators. */
async function administrate(page: Page, yimen: YimenUnderTest, username: string): Promise<PortalPage> {
  const { portal } = yimen.urls;
  await signInAdministrator(page, { portal, username, password });
  const desk = new PortalPage(page, portal);
  await desk.open('/pages/identity');
  return desk;
}

test.describe('administration of people', () => {
  test('an administrator finds a person, disables her, and her session ends', async ({
    page,
    yimen,
    signInElsewhere,
  }) => {
    const hers = await signInElsewhere('tanghui');
    const portal = await administrate(page, yimen, 'sysadmin');
    const { region } = portal.window(people);

    await test.step('she is found by the beginning of her pinyin', async () => {
      await region.getByRole('searchbox', { name: '查找人员' }).fill('tanghu');
      await region.getByRole('row', { name: /唐慧/ }).click();
      await expect(region.getByRole('heading', { name: /唐慧 tanghui/ })).toBeVisible();
      await expect(region.getByText('1 个')).toBeVisible();
    });

    await test.step('her account is disabled, after the portlet has said what that means', async () => {
      await region.getByRole('button', { name: '停用账号' }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByText(/立即结束其全部登录/)).toBeVisible();
      await dialog.getByRole('button', { name: '停用账号' }).click();
      await expect(region.getByText('当前没有登录')).toBeVisible();
    });

    await test.step('she is out within five seconds, and does not come in again', async () => {
      const signIn = new SignInPage(hers.page);
      await expect(async () => {
        await hers.page.goto(yimen.urls.portal);
        await expect(signIn.username).toBeVisible({ timeout: 1_000 });
      }).toPass({ timeout: 5_000 });
      await signIn.signIn('tanghui', password);
      await expect(hers.page.locator('#problem')).toBeVisible();
    });

    await test.step('she is enabled again', async () => {
      await region.getByRole('button', { name: '启用账号' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '启用账号' }).click();
      await expect(region.getByRole('button', { name: '停用账号' })).toBeVisible();
    });

    await test.step('a file with mistakes is refused with every one of them', async () => {
      await region.getByRole('button', { name: '返回列表' }).click();
      await region.getByRole('button', { name: '导入' }).click();
      const file = { name: '人员.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
      await region.locator('input[type=file]').setInputFiles(file);
      await region.getByRole('button', { name: '试运行' }).click();
      await expect(region.getByText('错误（共 5 处）')).toBeVisible();
      await expect(region.getByRole('row', { name: /2 邮箱 邮箱地址格式不正确/ })).toBeVisible();
      await expect(region.getByRole('button', { name: '导入', exact: true })).toHaveCount(0);
    });

    await test.step('the same file without them is imported', async () => {
      await region.getByRole('button', { name: '换一个文件' }).click();
      const good = Buffer.from('用户名,姓名,单位\nxinrenjia,新人甲,信息中心\n');
      await region
        .locator('input[type=file]')
        .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: good });
      await region.getByRole('button', { name: '试运行' }).click();
      await region.getByRole('button', { name: '导入', exact: true }).click();
      await expect(region.getByText('已导入')).toBeVisible();
      await region.getByRole('button', { name: '返回列表' }).click();
      await region.getByRole('searchbox', { name: '查找人员' }).fill('xinren');
      await expect(region.getByRole('row', { name: /新人甲/ })).toBeVisible();
    });
  });

  test('a role takes two administrators', async ({ page, browser, yimen }) => {
    const portal = await administrate(page, yimen, 'secadmin');
    const { region } = portal.window(people);

    await test.step('the security administrator submits it', async () => {
      await region.getByRole('searchbox', { name: '查找人员' }).fill('xunuo');
      await region.getByRole('row', { name: /许诺/ }).click();
      await region.getByRole('button', { name: '调整角色' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('checkbox', { name: '通知发布' }).check();
      await dialog.getByRole('button', { name: '确定' }).click();
      await expect(page.getByText('已提交，待另一位管理员审批')).toBeVisible();
      // Her own, in the other window of the page, which has heard of it.
      const own = portal.window(approvals).region.getByRole('region', { name: /调整人员角色：许诺/ });
      await expect(own.getByText('本人提交')).toBeVisible();
      await expect(own.getByRole('button', { name: '审批通过' })).toHaveCount(0);
    });

    await test.step('the system administrator sees before and after, and approves', async () => {
      const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 900 } });
      const other = await administrate(await context.newPage(), yimen, 'sysadmin');
      const card = other.window(approvals).region.getByRole('region', { name: /调整人员角色：许诺/ });
      await expect(card.getByText('增加 通知发布')).toBeVisible();
      await card.getByRole('button', { name: '审批通过' }).click();
      await other.page.getByRole('dialog').getByRole('button', { name: '审批通过' }).click();
      await expect(other.page.getByText('已审批通过，变更已生效')).toBeVisible();
      await context.close();
    });

    await portal.window(people).button('刷新').click();
    await expect(region.getByText('工作人员、通知发布')).toBeVisible();
  });
});
