import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { testDatabases } from '@yimen/database/testing';
import {
  authorizationUrl,
  exchangeCode,
  password,
  type RelyingPartyKit,
  require,
  type Sso,
  startSso,
} from '@yimen/sso-server/testing';

/** A real Chromium with its virtual authenticator (Chrome DevTools Protocol, WebAuthn domain). */
let sso: Sso;
let vault: RelyingPartyKit;
/** Where the relying party takes people back: a page that is there. */
const callback = createServer((_request, response) => response.end('here'));

test.beforeAll(async () => {
  const [database] = testDatabases();
  if (!database) throw new Error('no database');
  sso = await startSso({ databaseUrl: await database.url(), host: 'localhost' });
  await sso.organise();
  await new Promise<void>((resolve) => callback.listen(0, '127.0.0.1', resolve));
  const redirectUri = `http://127.0.0.1:${(callback.address() as AddressInfo).port}/callback`;
  vault = { ...(await sso.relyingParty('vault', { redirectUris: [redirectUri] })), redirectUri };
  await require(sso, 'relying-party', 'vault', { minimumAcr: 'urn:yimen:acr:passkey' });
  await sso.person('wangfang');
});
test.afterAll(async () => {
  callback.close();
  await sso?.close();
});

/** Clicks, and gives the claims that the relying party gets at its callback. */
async function finishWith(
  page: Page,
  request: Awaited<ReturnType<typeof authorizationUrl>>,
  click: () => Promise<void>,
) {
  const isCallback = (url: URL) => url.href.startsWith(vault.redirectUri);
  await click();
  await page.waitForURL(isCallback);
  return (await exchangeCode(vault, request, page.url())).claims();
}

test('registers a passkey, signs in with it alone, and removes it, under the strict policy', async ({
  browser,
}) => {
  const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  const first = await authorizationUrl(vault);
  await page.goto(first.url);
  await page.getByLabel('用户名').fill('wangfang');
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('button', { name: '登记通行密钥' }).click();
  await page.getByRole('heading', { name: '请保存恢复码' }).waitFor();
  const goOn = page.getByRole('link', { name: '我已保存，继续' });
  expect(await finishWith(page, first, () => goOn.click())).toMatchObject({ acr: 'urn:yimen:acr:passkey' });

  await page.context().clearCookies();
  const second = await authorizationUrl(vault);
  await page.goto(second.url);
  const usePasskey = page.getByRole('button', { name: '使用通行密钥' });
  expect(await finishWith(page, second, () => usePasskey.click())).toMatchObject({
    sub: 'p-wangfang',
    amr: ['pop', 'user', 'mfa'],
  });

  await page.goto(`${sso.url}/account/factors`);
  await page.getByRole('button', { name: '移除「通行密钥」' }).click();
  await page.getByText('您还没有设置二次验证').waitFor();
  expect(complaints).toEqual([]);

  // What the authenticator still holds opens nothing any more.
  await page.context().clearCookies();
  await page.goto((await authorizationUrl(vault)).url);
  await usePasskey.click();
  await page.getByRole('alert').filter({ hasText: '通行密钥没有通过验证' }).waitFor();
});
