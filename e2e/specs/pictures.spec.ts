import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, password, test } from '../fixtures/test.ts';
import { PortalPage } from '../pages/portal-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

// `YIMEN_PICTURES=docs` renews the README's pictures; else they are only looked at when something is wrong.
const folder = fileURLToPath(
  new URL(
    process.env.YIMEN_PICTURES === 'docs' ? '../../docs/images/' : '../../.cache/e2e/pictures/',
    import.meta.url,
  ),
);

for (const width of [1440, 390]) {
  test(`every page fits into ${width} px, and is drawn for the README`, async ({ browser, yimen }) => {
    await mkdir(folder, { recursive: true });
    const context = await browser.newContext({
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: { width, height: width === 390 ? 844 : 900 },
    });
    const page = await context.newPage();
    const draw = async (name: string) => {
      await fits(page, width);
      await page.screenshot({ path: `${folder}${name}-${width}.png` });
    };
    await page.goto(yimen.urls.portal);
    await draw('sign-in');
    await new SignInPage(page).signIn('wangfang', password);
    const portal = new PortalPage(page, yimen.urls.portal);
    await portal.ready();
    await draw('home');
    await page.goto(`${yimen.urls.portal}/pages/home?max=${await portal.window('待办事项').id()}`);
    await portal.ready();
    await draw('maximized');
    for (const system of ['payments', 'budget'] as const) {
      await page.goto(yimen.urls[system]);
      await expect(page.getByText('市教育局').first()).toBeVisible();
      await draw(system);
    }
    await context.close();
  });
}

test('the composer is drawn for the README', async ({ page, signIn }) => {
  await mkdir(folder, { recursive: true });
  await signIn('admin');
  await page.goto(`${new URL(page.url()).origin}/compose`);
  await page.getByRole('treeitem', { name: /我的工作台/ }).click();
  await expect(page.getByRole('main').getByText('待办事项').first()).toBeVisible();
  await page.screenshot({ path: `${folder}composer-1440.png` });
});

async function fits(page: Page, width: number): Promise<void> {
  const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(scrolled, page.url()).toBeLessThanOrEqual(width);
}
