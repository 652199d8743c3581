import type { Page } from '@playwright/test';
import { codeOf } from '../../sso-server/test/second-factor.ts';
import { SignInPage } from './sign-in-page.ts';

/** Signs one of the three administrators in for the first time: her authenticator is set up on the way. */
export async function signInAdministrator(
  page: Page,
  o: { portal: string; username: string; password: string },
): Promise<void> {
  await page.goto(o.portal);
  await new SignInPage(page).signIn(o.username, o.password);
  const secret = await page.locator('.secret').first().innerText();
  await page.locator('input[name="code"]').fill(codeOf(secret.replaceAll(' ', ''), Date.now()));
  await page
    .locator('form:has(input[name="code"]) button[type="submit"], form:has(input[name="code"]) button')
    .first()
    .click();
  await page.getByRole('link', { name: '我已保存，继续' }).click();
  await page.waitForURL((url) => url.origin === new URL(o.portal).origin);
}
