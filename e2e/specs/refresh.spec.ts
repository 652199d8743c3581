import { networkLog } from '../fixtures/network-log.ts';
import { expect, test } from '../fixtures/test.ts';

test('[R130] a window that nobody sees asks for nothing, and catches up when it is seen again', async ({
  page,
  yimen,
  signIn,
}) => {
  const portal = await signIn('wangfang');
  const todo = portal.window('待办事项');
  const task = todo.region.getByRole('link', { name: /审核支付申请/ }).first();
  const [title, address] = [(await task.textContent()) ?? '', (await task.getAttribute('href')) ?? ''];
  await todo.button('最小化').click();
  await expect(task).toBeHidden();
  const network = networkLog(page);
  const notified = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const stream = new EventSource('/api/events');
        stream.addEventListener('resource-changed', ({ data }) => {
          stream.close();
          resolve(data);
        });
      }),
  );

  await test.step('what happens meanwhile makes no request', async () => {
    const payments = await page.context().newPage();
    await payments.goto(new URL(address, yimen.urls.portal).href);
    await payments.getByRole('button', { name: '退回', exact: true }).click();
    const dialog = payments.getByRole('dialog');
    await dialog.getByLabel('退回原因').fill('金额与合同不符');
    await dialog.getByRole('button', { name: /退回|确定/ }).click();
    await expect(payments.getByText('被退回').first()).toBeVisible();
    await payments.close();
    await notified;
    // A window that is seen would have read by then (R131).
    await page.waitForTimeout(1_000);
    expect(network.paths(/\/api\/portlets\/todo\//)).toEqual([]);
  });

  await test.step('unfolded, it shows what is true now', async () => {
    await todo.button('还原').click();
    await expect(todo.region.getByRole('tab', { name: '已办' })).toBeVisible();
    await expect(todo.region.getByRole('link', { name: title, exact: true })).toHaveCount(0);
    expect(network.paths(/\/api\/portlets\/todo\//).length).toBeGreaterThan(0);
  });
});
