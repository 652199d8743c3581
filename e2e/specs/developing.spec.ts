import type { Page } from '@playwright/test';
import { type DevProject, startDevProject } from '../fixtures/dev-project.ts';
import { container, mustPublish, plainDescriptor } from '../fixtures/publish.ts';
import { expect, test } from '../fixtures/test.ts';
import { PortalPage } from '../pages/portal-page.ts';

const view = 'client/view/garden-view.tsx';
const messages = 'client/view/messages.ts';
const inTime = { timeout: 1_000 };

/** Watchers of files take two saves within a tenth of a second for one, and nobody saves twice in that time. */
const nextSave = (page: Page) => page.waitForTimeout(500);

test.describe('[R75] developing a portlet in the running portal', () => {
  let project: DevProject;
  test.beforeAll(async ({ yimen }) => {
    project = await startDevProject('garden', yimen.urls.portal);
  });
  test.afterAll(() => project.close());

  test('a portlet that was never published runs on the page, every save shows, mistakes are named', async ({
    page,
    yimen,
    signIn,
  }) => {
    await signIn('dev');
    await page.goto(project.address);
    await expect(page.getByRole('heading', { name: '运行本机代码？' })).toBeVisible();
    await page.getByRole('button', { name: '我正在开发，继续' }).click();
    const portal = new PortalPage(page, yimen.urls.portal);
    await portal.ready();
    const garden = portal.window('我的模块').region;
    const neighbour = portal.window('通知公告').region;
    await test.step('with sample data in place of a service that nobody knows yet', async () => {
      await expect(garden).toContainText('审核支付申请');
      await expect(page.getByText('garden 尚未发布')).toBeVisible();
    });
    await test.step('the other windows look as ever', async () => {
      await expect(neighbour.getByRole('list').first()).toHaveCSS('list-style-type', 'none');
    });
    const untouched = await neighbour.elementHandle();
    await page.evaluate(() => Reflect.set(globalThis, 'sameDocument', true));
    await test.step('a save shows within a second', async () => {
      await expect(garden).toContainText('共 7 件');
      project.edit(messages, (text) => text.replace('共 ', '还有 '));
      await expect(garden).toContainText('还有 7 件', inTime);
    });
    await test.step('code that cannot be built is named by file and line, and what was there stays', async () => {
      project.edit(view, (text) => text.replace('return (', 'return ((('));
      await expect(garden.getByRole('alert')).toContainText(/client\/view\/garden-view\.tsx:\d+/, inTime);
      await expect(garden).toContainText('还有 7 件');
      await expect(page.locator('vite-error-overlay')).toHaveCount(0);
      project.edit(view, (text) => text.replace('return (((', 'return ('));
      await expect(garden.getByRole('alert')).toHaveCount(0, inTime);
      await nextSave(page);
    });
    await test.step('code that throws is named, and the next save brings the window back', async () => {
      project.edit(view, (text) =>
        text.replace('  const text =', "  if (1) throw new Error('枯了');\n  const text ="),
      );
      await expect(garden.getByRole('alert')).toContainText('枯了', inTime);
      project.edit(view, (text) => text.replace("  if (1) throw new Error('枯了');\n", ''));
      await expect(garden).toContainText('还有 7 件', inTime);
    });
    expect(await page.evaluate(() => Reflect.get(globalThis, 'sameDocument'))).toBe(true);
    expect(await untouched?.evaluate((element) => element.isConnected)).toBe(true);
    await test.step('a page that is opened while the code is broken recovers, too', async () => {
      project.edit('client/index.tsx', (text) => text.replace('modes: {', 'modes: {{'));
      await page.reload();
      await expect(garden.getByRole('alert')).toContainText(/client\/index\.tsx:\d+/);
      project.edit('client/index.tsx', (text) => text.replace('modes: {{', 'modes: {'));
      await expect(garden).toContainText('还有 7 件', inTime);
    });
  });

  test('somebody else has the published release at the same moment, under the same address too', async ({
    page,
    yimen,
    signIn,
    signInElsewhere,
  }) => {
    const shown = container({ render: "return h('p', null, '已发布的花园');" });
    await mustPublish(yimen, plainDescriptor('garden', '1.0.0'), shown);
    const other = await signInElsewhere('lina');
    await other.page.getByRole('button', { name: '添加模块' }).first().click();
    await other.page.getByRole('button', { name: '添加 试验 garden' }).click();
    await other.page.keyboard.press('Escape');
    const theirs = other.window('试验 garden').region;
    await expect(theirs).toContainText('已发布的花园');
    await signIn('dev');
    await page.goto(project.address);
    await page.getByRole('button', { name: '我正在开发，继续' }).click();
    const mine = new PortalPage(page, yimen.urls.portal).window('我的模块').region;
    await expect(mine).toBeVisible();
    await expect(mine).not.toContainText('已发布的花园');
    await other.open(project.address);
    await expect(theirs).toContainText('已发布的花园');
    await expect(other.page.getByText('地址中的 ?dev= 没有生效')).toBeVisible();
    await other.resetToDefault();
  });
});

/** What a save of each template's file shows, in a window that reads sample data. */
const adapters = [
  { adapter: 'element', file: 'client/view/messages.ts' },
  { adapter: 'vue', file: 'client/view/messages.ts', code: 'client/view/ADAPTER-portlet-view.vue' },
  { adapter: 'frame', file: 'page/page.js' },
];

test.describe('[R75] developing without React', () => {
  for (const { adapter, file, code } of adapters) {
    test(`every save shows: ${adapter}`, async ({ page, yimen, signIn }) => {
      const name = `${adapter}-portlet`;
      const project = await startDevProject(name, yimen.urls.portal, adapter);
      try {
        await signIn('dev');
        await page.goto(project.address);
        await page.getByRole('button', { name: '我正在开发，继续' }).click();
        const portal = new PortalPage(page, yimen.urls.portal);
        await portal.ready();
        const { region } = portal.window('我的模块');
        const shown = adapter === 'frame' ? region.frameLocator('iframe').locator('body') : region;
        await expect(shown).toContainText('审核支付申请');
        await expect(page.getByText(`${name} 尚未发布`)).toBeVisible();
        await page.evaluate(() => Reflect.set(globalThis, 'sameDocument', true));
        const neighbour = await portal.window('通知公告').region.elementHandle();
        project.edit(file, (text) => text.replace('共 ', '还有 '));
        await expect(shown).toContainText('还有 7 件', inTime);
        if (code) {
          await nextSave(page);
          const path = code.replace('ADAPTER', adapter);
          project.edit(path, (text) => text.replace('<template v-else>', '<template v-else><b>新</b>'));
          await expect(shown).toContainText('新还有 7 件', inTime);
          await nextSave(page);
          project.edit(path, (text) => text.replace('<b>新</b>', '<b>新'));
          await expect(region.getByRole('alert')).toContainText(path, inTime);
          await nextSave(page);
          project.edit(path, (text) => text.replace('<b>新', ''));
          await expect(region.getByRole('alert')).toHaveCount(0, inTime);
        }
        expect(await page.evaluate(() => Reflect.get(globalThis, 'sameDocument'))).toBe(true);
        expect(await neighbour?.evaluate((element) => element.isConnected)).toBe(true);
      } finally {
        await project.close();
      }
    });
  }
});
