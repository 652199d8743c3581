import type { Page } from '@playwright/test';
import { flipByte, startCodeServer } from '../fixtures/code-server.ts';
import { clientToken, container, mustPublish, plainDescriptor } from '../fixtures/publish.ts';
import { expect, ofThisAttempt, test } from '../fixtures/test.ts';
import type { YimenUnderTest } from '../fixtures/yimen-control.ts';

const altered = '模块代码被改动，已阻止运行';

/** Code that leaves a mark when it is evaluated; a line end is its last byte, so that a change of it still runs. */
const marking = (mark: string, text: string) =>
  `${container({
    evaluate: `globalThis[${JSON.stringify(`ran ${mark}`)}] = true;`,
    render: `return h('p', null, ${JSON.stringify(text)});`,
  })}\n`;

const hasRun = (page: Page, mark: string) => page.evaluate((name) => name in globalThis, `ran ${mark}`);

/** A proxy on the way that changes one byte of a file. */
async function alterOnTheWay(page: Page, file: RegExp): Promise<void> {
  await page.route(file, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: flipByte(await response.text()) });
  });
}

async function allowOrigins(yimen: YimenUnderTest, codeOrigins: string[]): Promise<void> {
  const token = await clientToken(yimen, 'launcher', 'portal:admin');
  const answer = await fetch(`${yimen.urls.portal}/api/admin/publishers/demo-publisher/policy`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ codeOrigins }),
  });
  expect(answer.status).toBe(200);
}

test.describe('[R90] one byte that differs keeps a release from running', () => {
  test('of a page’s own portlets and of one that is added later; the others go on', async ({
    page,
    yimen,
    signIn,
  }) => {
    for (const name of ['altered', 'altered-later']) {
      await mustPublish(yimen, plainDescriptor(name, '1.0.0'), marking(name, `正文 ${name}`));
    }
    const portal = await signIn('wangfang');
    await portal.forgetChanges();
    await portal.place(['altered']);
    await alterOnTheWay(page, /releases\/altered.*remoteEntry/);
    const reported = page.waitForRequest(/api\/integrity-reports/);
    await portal.reload();
    const window = portal.window('试验 altered');
    await expect(window.region).toContainText(altered);
    expect((await reported).postDataJSON()).toMatchObject({
      portlet: 'altered',
      path: 'remoteEntry.js',
      actual: expect.stringMatching(/^sha384-/),
    });
    expect(await (await reported).response().then((answer) => answer?.status())).toBe(204);
    await expect(portal.window('待办事项').region.getByRole('tab', { name: /待办/ })).toBeVisible();

    await page.getByRole('button', { name: '添加模块' }).first().click();
    await page.getByRole('button', { name: '添加 试验 altered-later' }).click();
    await page.keyboard.press('Escape');
    const later = portal.window('试验 altered-later');
    await expect(later.region).toContainText(altered);
    // Retried under another address, it is altered still.
    await later.region.getByRole('button', { name: /重试/ }).first().click();
    await expect(later.region).toContainText(altered);
    expect(await hasRun(page, 'altered')).toBe(false);
    expect(await hasRun(page, 'altered-later')).toBe(false);

    await page.unrouteAll({ behavior: 'wait' });
    for (const { region } of [window, later])
      await region.getByRole('button', { name: /重试/ }).first().click();
    await expect(window.region).toContainText('正文 altered');
    await expect(later.region).toContainText('正文 altered-later');
    expect(await hasRun(page, 'altered')).toBe(true);
    await portal.forgetChanges();
  });

  test('of a chunk or a style sheet of a portlet in parts', async ({ page, yimen, signIn }) => {
    const files = {
      'chunk.js': "globalThis['ran in-parts chunk'] = true; export const text = '分块';\n",
      'style.css': 'p.in-parts{color:red}\n',
    };
    const code = `${container({
      evaluate: "globalThis['ran in-parts'] = true; let text;",
      load: "text = (await import('./chunk.js')).text;",
      render: "return h('p', { className: 'in-parts' }, text);",
    })}\n`;
    await mustPublish(yimen, plainDescriptor('in-parts', '1.0.0'), code, { files });
    const portal = await signIn('wangfang');
    await portal.forgetChanges();
    await portal.place(['in-parts']);
    for (const file of [/in-parts.*chunk/, /in-parts.*style/]) {
      await alterOnTheWay(page, file);
      await portal.reload();
      await expect(portal.window('试验 in-parts').region).toContainText(altered);
      expect(await hasRun(page, 'in-parts')).toBe(false);
      expect(await hasRun(page, 'in-parts chunk')).toBe(false);
      await page.unrouteAll({ behavior: 'wait' });
    }
    await portal.window('试验 in-parts').region.getByRole('button', { name: /重试/ }).first().click();
    await expect(portal.window('试验 in-parts').region).toContainText('分块');
    await portal.forgetChanges();
  });

  test('in a browser that knows neither modulepreload nor a secure context', async ({
    page,
    yimen,
    signIn,
  }) => {
    await mustPublish(yimen, plainDescriptor('old-browser', '1.0.0'), marking('old', '旧浏览器'));
    await page.addInitScript(() => {
      const { supports } = DOMTokenList.prototype;
      DOMTokenList.prototype.supports = function (token) {
        return token !== 'modulepreload' && supports.call(this, token);
      };
      Object.defineProperty(crypto, 'subtle', { value: undefined });
      // Nor do links of the document load anything there.
      const drop = () => {
        for (const link of document.querySelectorAll('link[rel=modulepreload][href*=old-browser]'))
          link.remove();
      };
      new MutationObserver(drop).observe(document, { childList: true, subtree: true });
    });
    const portal = await signIn('wangfang');
    await portal.forgetChanges();
    await portal.place(['old-browser']);
    await alterOnTheWay(page, /old-browser.*remoteEntry/);
    const reported = page.waitForRequest(/api\/integrity-reports/);
    await portal.reload();
    const { region } = portal.window('试验 old-browser');
    await expect(region).toContainText(altered);
    expect((await reported).postDataJSON()).toMatchObject({ portlet: 'old-browser', actual: null });
    expect(await hasRun(page, 'old')).toBe(false);
    await page.unrouteAll({ behavior: 'wait' });
    await region.getByRole('button', { name: /重试/ }).first().click();
    await expect(region).toContainText('旧浏览器');
    await portal.forgetChanges();
  });

  test('at another origin, which runs while it serves what was published', async ({
    page,
    yimen,
    signIn,
  }) => {
    const code = marking('elsewhere', '来自别处');
    const server = await startCodeServer({ '/v1/remoteEntry.js': code });
    await allowOrigins(yimen, [server.origin]);
    // A second attempt has another server.
    const elsewhere = ofThisAttempt('elsewhere');
    await mustPublish(yimen, plainDescriptor(elsewhere, '1.0.0'), code, { baseUrl: `${server.origin}/v1/` });
    const portal = await signIn('wangfang');
    await portal.forgetChanges();
    await portal.place([elsewhere]);
    await portal.reload();
    const window = portal.window(`试验 ${elsewhere}`);
    await expect(window.region).toContainText('来自别处');
    expect(server.asked).toEqual(['/v1/remoteEntry.js']);

    server.alter();
    const reported = page.waitForRequest(/api\/integrity-reports/);
    await portal.reload();
    await expect(window.region).toContainText(altered);
    expect((await reported).postDataJSON()).toMatchObject({ portlet: elsewhere, isOtherOrigin: true });
    expect(await hasRun(page, 'elsewhere')).toBe(false);
    // The portal's own copy is what was published.
    await window.region.getByRole('button', { name: /重试/ }).first().click();
    await expect(window.region).toContainText('来自别处');
    await portal.forgetChanges();
    await allowOrigins(yimen, []);
    server.close();
  });
});

test('[R91] the portlets of the demonstration are signed by their publisher', async ({ yimen }) => {
  const token = await clientToken(yimen, 'demo-publisher', 'registry:publish');
  const answer = await fetch(`${yimen.urls.portal}/api/registry/portlets/todo`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { releases } = (await answer.json()) as { releases: { signature: unknown }[] };
  expect(releases[0]?.signature).toEqual({ keyId: expect.any(String), isKeyRevoked: false });
});
