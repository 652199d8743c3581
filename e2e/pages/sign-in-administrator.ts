import type { Page } from '@playwright/test';
import { SecondFactorPage } from './second-factor-page.ts';
import { SignInPage } from './sign-in-page.ts';

/** Signs one of the three administrators in; her authenticator is set up at her first sign-in. */
export async function signInAdministrator(
  page: Page,
  o: { portal: string; username: string; password: string },
): Promise<void> {
  await page.goto(o.portal);
  await new SignInPage(page).signIn(o.username, o.password);
  await new SecondFactorPage(page).pass(o.username);
  await page.waitForURL((url) => url.origin === new URL(o.portal).origin);
}
