import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { acrValues, createKoa, createLog, requireAcr, requireToken } from '@yimen/service-kit';
import { mustPublish, plainDescriptor } from '../fixtures/publish.ts';
import { expect, test } from '../fixtures/test.ts';
import { SecondFactorPage } from '../pages/second-factor-page.ts';

const audience = 'urn:yimen:service:contacts';

/** A form of a vendor whose service takes it from people with a second factor only. */
const form = `
  let React, Sdk;
  const take = async (shared) => { const [one] = Object.values(shared); return one.lib ? one.lib() : (await one.get())(); };
  export async function init(scope) { React = await take(scope.react); Sdk = await take(scope['@yimen/portlet-sdk']); }
  export async function get() {
    const View = () => {
      const h = React.createElement;
      const { resources } = Sdk.usePortlet();
      const [text, setText] = React.useState('');
      const [said, setSaid] = React.useState('');
      const submit = (event) => {
        event.preventDefault();
        resources.send('POST', '/api/reports', { text }).then(
          () => setSaid('已上报'), (error) => setSaid(error.problem.type));
      };
      return h('form', { onSubmit: submit },
        h('label', null, '情况说明', h('textarea', { value: text, onChange: (e) => setText(e.target.value) })),
        h('button', null, '上报'), h('p', null, said));
    };
    return () => ({ portlet: { descriptor: {}, modes: { view: async () => View } } });
  }`;

/** A real service on its own port, in front of which the gateway stands while the test runs. */
async function startService(issuer: string) {
  const reports: unknown[] = [];
  const app = createKoa({ name: 'reports', log: createLog({ category: 'reports', level: 'error' }) });
  app.use(requireToken({ issuer, audience, scope: 'contacts:read' }));
  app.use(requireAcr(acrValues.secondFactor));
  app.use((ctx) => {
    if (ctx.method === 'POST') reports.push(ctx.request.body);
    ctx.body = {};
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { reports, baseUrl: `http://127.0.0.1:${port}`, close: () => server.close() };
}

test('a refused form is verified in a window of its own, by keyboard, and nothing typed is lost', async ({
  page,
  yimen,
  signIn,
  signInElsewhere,
}) => {
  const service = await startService(yimen.urls.sso);
  const { request } = (await signInElsewhere('admin')).page;
  const address = `${yimen.urls.portal}/api/admin/services/${encodeURIComponent(audience)}`;
  const headers = { 'x-yimen-request': '1', origin: new URL(yimen.urls.portal).origin };
  const register = async (registered: object) => {
    const answer = await request.put(address, { data: registered, headers });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  const { audience: _, ...before } = await (await request.get(address)).json();
  await register({ ...before, baseUrl: service.baseUrl });
  try {
    const descriptor = plainDescriptor('step-up-form', '1.0.0', {
      service: { audience, scopes: ['contacts:read'] },
    });
    await mustPublish(yimen, descriptor, form);
    const portal = await signIn('maxiaodong');
    await page.getByRole('button', { name: '添加模块' }).first().click();
    await page.getByRole('button', { name: '添加 试验 step-up-form' }).click();
    await page.keyboard.press('Escape');
    const { region } = portal.window('试验 step-up-form');
    const again = region.getByRole('button', { name: '再次验证' });

    await test.step('the service refuses, and the window says what helps', async () => {
      await region.getByLabel('情况说明').fill('三季度差额 12 元');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect(region.getByRole('alert')).toContainText('本页内容不会丢失');
    });

    await test.step('she verifies in the window that opens, which closes by itself', async () => {
      const opening = page.waitForEvent('popup');
      await again.press('Enter');
      const popup = await opening;
      await new SecondFactorPage(popup).pass('maxiaodong');
      await popup.waitForEvent('close');
      const done = region.getByRole('status').filter({ hasText: '验证完成' });
      await expect(done).toBeVisible();
      await expect(region.getByRole('button', { name: '关闭' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(done).toHaveCount(0);
    });

    await test.step('what she typed is there, and is taken now', async () => {
      await expect(region.getByLabel('情况说明')).toHaveValue('三季度差额 12 元');
      await region.getByRole('button', { name: '上报' }).press('Enter');
      await expect(region.getByText('已上报')).toBeVisible();
      expect(service.reports).toEqual([{ text: '三季度差额 12 元' }]);
    });

    await test.step('where windows are forbidden, the page itself goes there and comes back', async () => {
      const other = await signInElsewhere('maxiaodong');
      await other.page.evaluate(() => {
        window.open = () => null;
      });
      const theirs = other.window('试验 step-up-form').region;
      await theirs.getByRole('button', { name: '上报' }).click();
      await theirs.getByRole('button', { name: '再次验证' }).click();
      await new SecondFactorPage(other.page).pass('maxiaodong');
      await other.ready();
      await theirs.getByRole('button', { name: '上报' }).click();
      await expect(theirs.getByText('已上报')).toBeVisible();
    });
    await portal.arrange();
    await portal.resetToDefault();
    await portal.done();
  } finally {
    await register(before);
    service.close();
  }
});
