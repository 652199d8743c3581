import { startTrialParty, type TrialParty } from '@yimen/sso-server/testing';
import { expect, password, test } from '../fixtures/test.ts';
import { dialogOf } from '../pages/dialog-of.ts';
import { PortalPage } from '../pages/portal-page.ts';
import { signInAdministrator } from '../pages/sign-in-administrator.ts';

/** A vendor's system that is being connected. */
let system: TrialParty;

test.beforeAll(async ({ yimen }) => {
  system = await startTrialParty({ issuer: yimen.urls.sso, clientId: 'asset-ledger', secret: '' });
});
test.afterAll(() => system?.close());

test('a system is registered with the wizard, checked live, and found in the audit trail', async ({
  page,
  browser,
  yimen,
}) => {
  const { portal } = yimen.urls;
  await signInAdministrator(page, { portal, username: 'sysadmin', password });
  const desk = new PortalPage(page, portal);
  await desk.open('/pages/identity-systems');
  const window = desk.window('业务系统接入').region;

  await test.step('register it', async () => {
    await window.getByRole('button', { name: '登记系统' }).click();
    await window.getByLabel('系统标识（client_id）').fill('asset-ledger');
    await window.getByLabel('中文名称').fill('资产台账');
    await window.getByLabel('英文名称').fill('Asset ledger');
    await window.getByRole('button', { name: '下一步' }).click();
    await window.getByLabel('系统地址').fill(`${system.url}/`);
    await window.getByLabel('回调地址').fill(`${system.url}/callback `);
    await window.getByRole('button', { name: '下一步' }).click();
    await window.getByText('全体人员').click();
    await window.getByRole('button', { name: '下一步' }).click();
    await window.getByLabel('后端退出地址').fill(`${system.url}/back-channel-logout`);
    await window.getByRole('button', { name: '下一步' }).click();
    await expect(window.getByRole('table', { name: '确认' })).toContainText('资产台账');
    await window.getByRole('button', { name: '提交登记' }).click();
    const secret = await dialogOf(page).getByLabel('密钥', { exact: true }).inputValue();
    expect(secret.length).toBeGreaterThan(40);
    system.configureSecret(secret);
    await dialogOf(page).getByRole('button', { name: '已妥善保存' }).click();
    await expect(window.getByRole('region', { name: 'application.yml' })).toContainText('asset-ledger');
    await expect(window).not.toContainText(secret);
  });

  const steps = window.getByRole('list', { name: '检测步骤' });
  await test.step('the live check is green for a good system', async () => {
    await window.getByText('在线检测').click();
    await expect(window.getByText('还没有检测过')).toBeVisible();
    await window.getByRole('button', { name: '开始检测' }).click();
    await expect(window.getByText('检测通过')).toBeVisible({ timeout: 40_000 });
    await expect(steps.locator('[data-step="logout-effect"]')).toContainText('系统要求重新登录');
  });

  await test.step('and names what is wrong with a bad one', async () => {
    system.breakWith('trusts-any-state');
    await window.getByRole('button', { name: '重新检测' }).click();
    await expect(window.getByText('检测未通过，请按下面的说明修改')).toBeVisible({ timeout: 40_000 });
    await expect(steps.locator('[data-step="forged-state"]')).toContainText('接受了伪造的 state');
    await expect(steps.locator('[data-step="forged-state"]')).toContainText('修改方法');
  });

  await test.step('the auditor finds who did it', async () => {
    const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    const other = await context.newPage();
    await signInAdministrator(other, { portal, username: 'auditor', password });
    const auditDesk = new PortalPage(other, portal);
    await auditDesk.open('/pages/identity-audit');
    const audit = auditDesk.window('审计').region;
    await audit.getByLabel('用户名').fill('sysadmin');
    await audit.getByRole('button', { name: '查询' }).click();
    await audit
      .getByRole('row', { name: /relying-parties\.put/ })
      .first()
      .click();
    const dialog = dialogOf(other);
    await expect(dialog.getByRole('table', { name: '变更内容' })).toContainText('资产台账');
    await other.keyboard.press('Escape');
    await audit.getByRole('button', { name: '校验记录链' }).click();
    await expect(audit.getByText(/记录链完整/)).toBeVisible({ timeout: 40_000 });
    await context.close();
  });
});
