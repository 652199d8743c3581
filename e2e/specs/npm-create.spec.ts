import { expect, test } from '../fixtures/test.ts';
import { startVendor } from '../fixtures/vendor.ts';
import { PortalPage } from '../pages/portal-page.ts';

test('[R159] a vendor goes from npm create to a running portlet, and to a published one, with what the portal offers', async ({
  page,
  yimen,
  signIn,
}, testInfo) => {
  test.setTimeout(300_000);
  const vendor = startVendor('parking-places');
  const times: string[] = [];
  const begin = Date.now();
  const note = (what: string) => times.push(`${what} ${((Date.now() - begin) / 1_000).toFixed(1)} s`);
  try {
    await test.step('npm create, npm install', async () => {
      const registry = `${yimen.urls.portal}/npm/`;
      const name = ['--', 'parking-places'];
      await vendor.run('npm', ['create', '-y', '@yimen/portlet@latest', '--registry', registry, ...name]);
      note('created');
      await vendor.run('npm', ['install', '--no-audit', '--no-fund']);
      note('installed');
    });
    const address = await vendor.develop('--port', '0');
    note('served');
    await signIn('dev');
    await page.goto(address);
    await page.getByRole('button', { name: '我正在开发，继续' }).click();
    const portal = new PortalPage(page, yimen.urls.portal);
    const parking = portal.window('我的模块').region;
    await expect(parking).toContainText('共 7 件');
    note('on the page');
    vendor.edit('client/view/messages.ts', (text) => text.replace('共 ', '还有 '));
    await expect(parking).toContainText('还有 7 件', { timeout: 1_000 });
    note('a save shown');
    await test.step('her tests, her documentation, her release', async () => {
      vendor.edit('client/view/parking-places-view.test.tsx', (text) => text.replaceAll('共 ', '还有 '));
      expect(await vendor.run('npm', ['test'])).toMatch(/Tests .*3 passed/);
      await vendor.run('npx', ['yimen', 'build']);
      const id = 'demo-publisher';
      const env = {
        YIMEN_CLIENT_ID: id,
        YIMEN_CLIENT_SECRET: yimen.clientSecret(id),
        YIMEN_SIGNING_KEY: yimen.signingKeyFile,
      };
      expect(await vendor.run('npx', ['yimen', 'publish'], env)).toContain(
        'parking-places 1.0.0 is published',
      );
      note('published');
    });
  } finally {
    await vendor.close();
    // How long it took is told, not tested: a shared machine may stand still for seconds.
    testInfo.annotations.push({ type: 'stop-watch', description: times.join(', ') });
    console.log(`  from npm create: ${times.join(', ')}`);
  }
});
