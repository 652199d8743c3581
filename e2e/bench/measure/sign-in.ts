import { chromium } from '@playwright/test';
import { demonstrationPassword } from '@yimen/launcher';
import { chromiumOptions } from '@yimen/portlet-tck/chromium';
import { SignInPage } from '../../pages/sign-in-page.ts';
import type { SignedIn } from './measure-load.ts';

/** Signs one demonstration account in, to the portal and to the monolith, and keeps her cookies. */
export async function signInEverywhere(
  env: NodeJS.ProcessEnv,
  { portalUrl, monolithUrl }: { portalUrl: string; monolithUrl: string },
): Promise<SignedIn> {
  const browser = await chromium.launch(chromiumOptions(env));
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(portalUrl);
  await new SignInPage(page).signIn('dev', demonstrationPassword);
  await page.waitForURL((url) => url.origin === portalUrl);
  // The second is silent: the session at the sso-server is there.
  await page.goto(monolithUrl);
  await page.waitForURL((url) => url.href.startsWith(monolithUrl));
  const signedIn = await context.storageState();
  await browser.close();
  return signedIn;
}
