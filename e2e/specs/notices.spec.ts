import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/test.ts';

const title = '关于附件上传下载的通知';
const contract = {
  name: '合同样本.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n'.repeat(900)),
};
const program = { name: 'tool.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') };

test.describe('notices', () => {
  test('attachments go up with a notice, and come down whole to another person', async ({
    page,
    signIn,
    signInElsewhere,
  }) => {
    const portal = await signIn('chenjing');
    // Other specs make a page of their own her home, and take windows away.
    await portal.open('/pages/home');
    await portal.resetToDefault();
    await portal.window('通知公告').button('最大化').click();
    const { region } = portal.window('通知公告');

    await test.step('she drafts a notice; a program is refused by name and taken away again', async () => {
      await region.getByRole('button', { name: '起草通知' }).click();
      await region.getByRole('textbox', { name: /标题/ }).fill(title);
      await region.getByRole('textbox', { name: /正文/ }).fill('请下载附件。');
      const chooser = page.waitForEvent('filechooser');
      await region.getByRole('button', { name: '选择附件' }).click();
      await (await chooser).setFiles([contract, program]);
      await expect(region.getByRole('alert')).toHaveText('tool.exe：不支持这种格式的附件');
      await region.getByRole('button', { name: '移除附件 tool.exe' }).click();
      await expect(region.getByRole('alert')).toHaveCount(0);
    });

    await test.step('the calendar speaks Chinese', async () => {
      await region.getByRole('textbox', { name: '失效日期' }).click();
      await expect(page.getByText('今天', { exact: true })).toBeVisible();
      await page.keyboard.press('Escape');
    });

    await region.getByRole('button', { name: '发布', exact: true }).click();
    await expect(region.getByRole('heading', { name: title })).toBeVisible();

    await test.step('another person finds it unread and downloads the file that was sent', async () => {
      const reader = await signInElsewhere('lina');
      await reader.open('/pages/home');
      await reader.resetToDefault();
      const list = reader.window('通知公告').region;
      await list.getByRole('button', { name: new RegExp(`新.*${title}.*有附件`) }).click();
      const download = reader.page.waitForEvent('download');
      await list.getByRole('link', { name: contract.name }).click();
      const file = await download;
      expect(file.suggestedFilename()).toBe(contract.name);
      expect((await readFile(await file.path())).equals(contract.buffer)).toBe(true);
    });

    await test.step('she withdraws it', async () => {
      await region.getByRole('button', { name: '撤销' }).click();
      await page.getByRole('tooltip').getByRole('button', { name: '确定' }).click();
      await expect(region.getByText('已撤销').first()).toBeVisible();
    });
  });
});
