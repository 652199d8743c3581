import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../fixtures/run-folder.ts';
import { expect, test } from '../fixtures/test.ts';
import { dialogOf } from '../pages/dialog-of.ts';

test('[R134] a window tells what happened, with an id that finds the lines of the portal and of its service', async ({
  page,
  signIn,
}) => {
  const portal = await signIn('wangfang');
  const todo = portal.window('待办事项');
  await todo.ready();
  // Data that came with the document was asked for by the portal itself; this is a request of the window's own.
  await todo.button('刷新').click();
  await todo.ready();
  await todo.region.getByRole('button', { name: '更多操作 待办事项' }).click();
  await page.getByRole('menuitem', { name: '发生了什么' }).click();
  const dialog = dialogOf(page);
  await expect(dialog.getByText(/^todo \d+\.\d+\.\d+$/)).toBeVisible();
  await expect(dialog.getByText('没有错误')).toBeVisible();
  for (const phase of ['请求代码', '代码就绪', '显示', '数据就绪'])
    await expect(dialog.getByText(phase)).toBeVisible();
  const request = dialog.getByRole('table', { name: '数据请求' }).getByRole('row').nth(1);
  await expect(request).toContainText(/GET \/api\/portlets\/todo\/.*成功/);
  const requestId = (await request.getByRole('cell').last().innerText()).trim();
  expect(requestId.length).toBeGreaterThan(8);
  for (const program of ['portal', 'todo']) {
    const log = readFileSync(join(runFolder(), 'logs', `${program}.log`), 'utf8');
    expect(log, program).toContain(requestId);
  }
});
