import type { Route } from '@playwright/test';
import { faultyPortlets, publishFaults } from '../fixtures/fault-portlets.ts';
import { expect, test } from '../fixtures/test.ts';
import { FaultPage } from '../pages/fault-page.ts';
import { PortalPage } from '../pages/portal-page.ts';

const entry = /fault-plain.*remoteEntry/;
const onTheWay: Record<string, (route: Route) => Promise<void> | void> = {
  'DNS failure': (route) => route.abort('namenotresolved'),
  'connection refused': (route) => route.abort('connectionrefused'),
  '404': (route) => route.fulfill({ status: 404, body: 'gone' }),
  '500': (route) => route.fulfill({ status: 500, body: 'broken' }),
  'HTML instead of code': (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Sign in</h1>' }),
  // Never answered.
  hang: () => undefined,
};

/** A window that shows why there is no portlet. */
const failed = /模块未能加载|模块运行出错/;

/** Faults go on a page that is opened with `?only=` alone: all at once, nobody could contain them. */
async function start(portal: PortalPage, names: readonly string[]): Promise<FaultPage> {
  const faults = new FaultPage(portal);
  await faults.arrange(names);
  return faults;
}

test.describe('[R40][R41] a page of twelve windows with a bad one', () => {
  test.describe.configure({ timeout: 120_000 });
  test.beforeAll(async ({ yimen }) => {
    await publishFaults(yimen);
  });
  // Whoever signs in sees her whole page.
  test.afterEach(async ({ page, yimen }) => {
    await new PortalPage(page, yimen.urls.portal).forgetChanges();
  });

  test('faults of the network: the others work, the window says so and recovers', async ({
    page,
    signIn,
  }) => {
    const faults = await start(await signIn('wangfang'), ['plain']);
    for (const [name, answer] of Object.entries(onTheWay)) {
      await test.step(name, async () => {
        await page.route(entry, answer);
        const bad = await faults.open('plain');
        await expect(bad).toContainText(failed);
        await page.unroute(entry);
        await faults.expectRecovery(bad);
      });
    }
  });

  test('faults of the code: the others work, the window says so and recovers', async ({ signIn }) => {
    const faults = await start(await signIn('wangfang'), Object.keys(faultyPortlets));
    const recovers = [
      'throws-loading',
      'throws-giving',
      'hangs-loading',
      'throws-rendering',
      'throws-in-effect',
      'renders-for-ever',
    ];
    for (const name of ['syntax-error', ...recovers]) {
      await test.step(name, async () => {
        const bad = await faults.open(name);
        await expect(bad).toContainText(failed);
        await expect(bad.getByRole('button', { name: '重试', exact: true })).toBeVisible();
        if (recovers.includes(name)) await faults.expectRecovery(bad);
      });
    }
    await test.step('throws-in-event', async () => {
      const bad = await faults.open('throws-in-event');
      await bad.getByRole('button', { name: '出错', exact: true }).click();
      await expect(bad).toContainText('此模块在运行中出错');
      await faults.expectNeighbours();
    });
  });

  test('faults that use the page up or change it are bounded, named and told', async ({ page, signIn }) => {
    const faults = await start(await signIn('wangfang'), Object.keys(faultyPortlets));
    await test.step('500 MB', async () => {
      const bad = await faults.open('allocates-much');
      await expect(bad).toContainText('一切正常');
      await faults.expectNeighbours();
    });
    await test.step('a flood of events', async () => {
      const bad = await faults.open('floods-events');
      await expect(bad).toContainText('此模块占用资源过多，已停止运行');
      await faults.expectRecovery(bad);
    });
    await test.step('styles of the whole page', async () => {
      const bad = await faults.open('leaks-styles');
      // Its own window it may hide.
      await expect(bad.getByText('一切正常')).toBeHidden();
      await expect(page.locator('body')).toBeVisible();
      await expect(page.locator('main')).toBeVisible();
    });
    await test.step('globals and prototypes', async () => {
      const bad = await faults.open('changes-globals');
      await expect(bad).toContainText('此模块的程序影响了整个页面');
      const state = await page.evaluate(() => ({
        polluted: 'polluted' in {},
        doubled: [1].map((n) => n * 2),
      }));
      expect(state).toEqual({ polluted: false, doubled: [2] });
      expect(await page.evaluate(async () => (await fetch('/api/session')).status)).toBe(200);
    });
  });

  test('who blocks or hangs the page is named, and not loaded by itself the next time', async ({
    page,
    context,
    signIn,
  }) => {
    const portal = await signIn('wangfang');
    const { origin } = portal;
    const faults = await start(portal, ['blocks-the-page', 'loops-for-ever', 'asks-in-a-dialog']);
    await test.step('a person who thinks over a dialog of the browser for four seconds', async () => {
      const asks = await faults.open('asks-in-a-dialog');
      page.once('dialog', async (dialog) => {
        await new Promise((resolve) => setTimeout(resolve, 4_000));
        await dialog.accept();
      });
      await asks.getByRole('button', { name: '询问', exact: true }).click();
      await expect(page).toHaveTitle('answered');
      await faults.expectNeighbours();
      await expect(asks).not.toContainText('停止响应');
      await faults.open('asks-in-a-dialog');
      await expect(asks.getByRole('button', { name: '询问', exact: true })).toBeVisible();
    });
    await test.step('a block of five seconds', async () => {
      const bad = await faults.open('blocks-the-page');
      await expect(page).toHaveTitle('blocked');
      await expect(bad).toContainText('此模块刚才使页面停止响应');
      await faults.expectNeighbours();
      await faults.open('blocks-the-page');
      await expect(bad).toContainText('此模块曾使页面停止响应，本次没有加载');
      await faults.expectRecovery(bad);
    });
    await test.step('an endless loop', async () => {
      // Another page of the same browser sees what the hanging one has written down.
      const witness = await context.newPage();
      await witness.goto(`${origin}/.well-known/yimen-portal`);
      await witness.evaluate(() => localStorage.removeItem('fault'));
      const hanging = await context.newPage();
      await hanging.goto(faults.address('loops-for-ever'), { waitUntil: 'commit' });
      const readMark = () =>
        witness.evaluate(() =>
          Object.entries(localStorage).find(([name]) => name.startsWith('yimen.running.')),
        );
      await expect
        .poll(async () => (await readMark())?.[1])
        .toContain('"running":"fault-loops-for-ever@1.0.0"');
      // Half a minute passes until somebody closes the tab and opens the page again.
      await witness.evaluate(() => {
        for (const [name, text] of Object.entries(localStorage).filter(([key]) =>
          key.startsWith('yimen.running.'),
        )) {
          const record = JSON.parse(text);
          localStorage.setItem(name, JSON.stringify({ ...record, at: record.at - 30_000 }));
        }
      });
      void hanging.close();
      const bad = await faults.open('loops-for-ever');
      await expect(bad).toContainText('此模块曾使页面停止响应，本次没有加载');
      await faults.expectRecovery(bad);
    });
  });

  test('[R116][R117] safe mode loads nothing, and the search by halves names the bad one', async ({
    page,
    signIn,
  }) => {
    const portal = await signIn('wangfang');
    const faults = await start(portal, ['plain']);
    const code: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('remoteEntry')) code.push(request.url());
    });
    await page.goto(`${portal.origin}/pages/home?safe=1`);
    await expect(page.getByText('安全模式：模块没有自动加载')).toBeVisible();
    const first = page.locator('[data-portlet="neighbour-1"]');
    await expect(first).toContainText('此模块没有加载');
    expect(code).toEqual([]);
    await first.getByRole('button', { name: '加载', exact: true }).click();
    await expect(first).toContainText('已点击');
    await page.getByRole('button', { name: '恢复正常' }).click();
    await expect(page).not.toHaveURL(/safe=1/);

    await test.step('the search', async () => {
      await faults.open('plain');
      await portal.openUserMenu();
      await page.getByRole('button', { name: '页面不正常？' }).click();
      await page.getByRole('button', { name: '查找出问题的模块' }).click();
      for (let step = 1; step < 10; step += 1) {
        await expect(page.getByText(`第 ${step} 步`)).toBeVisible();
        const loaded = new URL(page.url()).searchParams.get('only')?.split(',') ?? [];
        const works = !loaded.includes('neighbour-7');
        await page.getByRole('button', { name: works ? '正常' : '不正常', exact: true }).click();
        if (!works && loaded.length === 1) break;
        await page.waitForURL((url) => url.searchParams.get('only') !== loaded.join(','));
      }
      const bar = page.getByRole('region', { name: '安全模式' });
      await expect(bar.getByRole('alert')).toContainText('出问题的模块是“试验 neighbour-7”');
      await page.getByRole('button', { name: '恢复正常' }).click();
    });
  });
});
