import { container, plainDescriptor, publish } from '../fixtures/publish.ts';
import { expect, test } from '../fixtures/test.ts';
import type { YimenUnderTest } from '../fixtures/yimen-control.ts';
import { dialogOf } from '../pages/dialog-of.ts';
import type { PortalPage } from '../pages/portal-page.ts';

async function put(portal: PortalPage, portlet: string): Promise<void> {
  const answer = await portal.page.request.patch(`${portal.origin}/api/pages/home/changes`, {
    headers: { 'x-yimen-request': '1', origin: portal.origin },
    data: {
      changes: [
        {
          op: 'add',
          nodeId: `test-${portlet}`,
          portlet,
          place: { column: 0, row: 0, columns: 4, rows: 4 },
        },
      ],
    },
  });
  expect(answer.status()).toBe(200);
}

async function reset({ page, origin }: PortalPage): Promise<void> {
  await page.request.delete(`${origin}/api/pages/home/changes`, {
    headers: { 'x-yimen-request': '1', origin },
  });
}

async function publishAll(yimen: YimenUnderTest, codes: Record<string, string>): Promise<void> {
  for (const [name, code] of Object.entries(codes)) {
    const descriptor = plainDescriptor(name, '1.0.0', { budgets: { loadMilliseconds: 2000 } });
    expect((await publish(yimen, descriptor, code)).status).toBe(201);
  }
}

test.describe('[I2] one failure is one window’s failure', () => {
  test('a portlet that throws, hangs or is broken leaves the others usable', async ({
    page,
    yimen,
    signIn,
  }) => {
    await publishAll(yimen, {
      'throws-at-load': container({ evaluate: "throw new Error('at load');", render: 'return null;' }),
      'throws-at-get': container({ load: "throw new Error('at get');", render: 'return null;' }),
      'throws-in-render': container({ render: "throw new Error('in render');" }),
      'hangs-at-load': container({ evaluate: 'await new Promise(() => {});', render: 'return null;' }),
      'is-not-code': '<html>no code</html>',
    });
    const portal = await signIn('liuqiang');
    const bad = ['throws-at-load', 'throws-at-get', 'throws-in-render', 'hangs-at-load', 'is-not-code'];
    const home = new URL(page.url()).pathname.split('/').at(-1) ?? 'home';
    expect(home.length).toBeGreaterThan(0);
    for (const name of bad) {
      const answer = await page.request.patch(`${portal.origin}/api/pages/${home}/changes`, {
        headers: { 'x-yimen-request': '1', origin: portal.origin },
        data: {
          changes: [
            {
              op: 'add',
              nodeId: `bad-${name}`,
              portlet: name,
              place: { column: 0, row: 0, columns: 4, rows: 4 },
            },
          ],
        },
      });
      expect(answer.status()).toBe(200);
    }
    await portal.reload();
    for (const name of bad) {
      const window = portal.window(`试验 ${name}`);
      await expect(window.region.getByRole('button', { name: /重试/ }).first()).toBeVisible();
    }
    const todo = portal.window('待办事项');
    await expect(todo.region.getByRole('tab', { name: /待办/ })).toBeVisible();
    await todo.region.getByRole('tab', { name: '已办' }).click();
    await expect(todo.region.getByRole('tab', { name: '已办' })).toHaveAttribute('aria-selected', 'true');
    await page.request.delete(`${portal.origin}/api/pages/${home}/changes`, {
      headers: { 'x-yimen-request': '1', origin: portal.origin },
    });
  });

  test('code that answers 404 recovers by its own retry, without a reload', async ({
    page,
    yimen,
    signIn,
  }) => {
    await publishAll(yimen, { 'comes-back': container({ render: "return h('p', null, '回来了');" }) });
    const portal = await signIn('wangfang');
    await reset(portal);
    await put(portal, 'comes-back');
    await page.route(/comes-back.*remoteEntry/, (route) => route.fulfill({ status: 404, body: 'gone' }));
    await portal.reload();
    const window = portal.window('试验 comes-back');
    const retry = window.region.getByRole('button', { name: /重试/ }).first();
    await expect(retry).toBeVisible();
    await page.unroute(/comes-back.*remoteEntry/);
    await page.evaluate(() => Object.assign(globalThis, { stillHere: true }));
    await retry.click();
    await expect(window.region).toContainText('回来了');
    expect(await page.evaluate(() => 'stillHere' in globalThis)).toBe(true);
    await reset(portal);
  });

  test('a service that is killed is told in its window, and comes back', async ({ yimen, signIn }) => {
    const portal = await signIn('wangfang');
    const todo = portal.window('待办事项');
    const count = await todo.region.getByRole('listitem').count();
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
    await reset(portal);
    await publishAll(yimen, { 'kept-after-kill': container({ render: "return h('p', null, '还在');" }) });
    await put(portal, 'kept-after-kill');
    await yimen.kill('portal');
    await yimen.restart('portal');
    await page.reload();
    await portal.ready();
    await expect(portal.window('试验 kept-after-kill').region).toContainText('还在');
    await reset(portal);
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

  test('a portlet that does not exist is said to be missing', async ({ page, yimen, signIn }) => {
    await signIn('wangfang');
    const answer = await page.request.get(`${yimen.urls.portal}/api/releases/no-such-portlet`);
    expect(answer.status()).toBe(404);
    expect(answer.headers()['content-type']).toContain('application/problem+json');
  });
});
