import { expect, password, test } from '../fixtures/test.ts';
import { PortalPage } from '../pages/portal-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

test.describe('signing in', () => {
  test('a person is sent to the sign-in page and lands on the home page of her post', async ({
    page,
    yimen,
  }) => {
    await page.goto(yimen.urls.portal);
    expect(new URL(page.url()).origin).toBe(yimen.urls.sso);
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await new SignInPage(page).signIn('wangfang', password);
    const portal = new PortalPage(page, yimen.urls.portal);
    await portal.ready();
    expect(new URL(page.url()).origin).toBe(yimen.urls.portal);
    await expect(portal.window('待办事项').region).toBeVisible();
  });

  test('a wrong password is told in a plain sentence and the name is kept', async ({ page, yimen }) => {
    await page.goto(yimen.urls.portal);
    const signIn = new SignInPage(page);
    await signIn.signIn('wangfang', 'wrong-password');
    await expect(page.getByRole('alert')).toContainText('用户名或密码');
    await expect(signIn.username).toHaveValue('wangfang');
  });

  test('the page can be read in English', async ({ page, yimen }) => {
    await page.goto(yimen.urls.portal);
    await page.getByText('English').click();
    await expect(page.getByLabel('User name')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  });

  test('the keyboard alone is enough', async ({ page, yimen }) => {
    await page.goto(yimen.urls.portal);
    await page.getByLabel('用户名').focus();
    await page.keyboard.type('lina');
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await new PortalPage(page, yimen.urls.portal).ready();
  });

  test('no JavaScript is needed', async ({ browser, yimen }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(yimen.urls.portal);
    await new SignInPage(page).signIn('wangfang', password);
    await page.waitForURL((url) => url.origin === yimen.urls.portal);
    await context.close();
  });

  test('two sign-in tabs: either one continues', async ({ context, yimen }) => {
    const [first, second] = [await context.newPage(), await context.newPage()];
    await first.goto(`${yimen.urls.portal}/?unit=edu`);
    await second.goto(`${yimen.urls.portal}/?unit=health`);
    await new SignInPage(first).signIn('wangfang', password);
    await new PortalPage(first, yimen.urls.portal).ready();
    await new SignInPage(second).signIn('wangfang', password);
    await new PortalPage(second, yimen.urls.portal).ready();
    expect(second.url()).toContain('unit=health');
  });
});
