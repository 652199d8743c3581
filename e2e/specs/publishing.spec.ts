import { container, mustPublish, plainDescriptor } from '../fixtures/publish.ts';
import { expect, ofThisAttempt, test } from '../fixtures/test.ts';

const shows = (text: string) => container({ render: `return h('p', null, ${JSON.stringify(text)});` });

test.describe('publishing a portlet', () => {
  test('a new version is used by the next page load, without a restart', async ({ page, yimen, signIn }) => {
    const name = ofThisAttempt('greeting');
    await mustPublish(yimen, plainDescriptor(name, '1.0.0'), shows('第一版'));
    const portal = await signIn('dev');
    await page.getByRole('button', { name: '添加模块' }).first().click();
    await page.getByRole('button', { name: `添加 试验 ${name}` }).click();
    await page.keyboard.press('Escape');
    const greeting = portal.window(`试验 ${name}`);
    await expect(greeting.region).toContainText('第一版');
    await mustPublish(yimen, plainDescriptor(name, '1.1.0'), shows('第二版'));
    await portal.reload();
    await expect(greeting.region).toContainText('第二版');
  });
});
