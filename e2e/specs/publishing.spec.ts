import { container, plainDescriptor, publish } from '../fixtures/publish.ts';
import { expect, test } from '../fixtures/test.ts';

const shows = (text: string) => container({ render: `return h('p', null, ${JSON.stringify(text)});` });

test.describe('publishing a portlet', () => {
  test('a new version is used by the next page load, without a restart', async ({ page, yimen, signIn }) => {
    expect((await publish(yimen, plainDescriptor('greeting', '1.0.0'), shows('第一版'))).status).toBe(201);
    const portal = await signIn('dev');
    await page.getByRole('button', { name: '添加模块' }).first().click();
    await page.getByRole('button', { name: '添加 试验 greeting' }).click();
    await page.keyboard.press('Escape');
    const greeting = portal.window('试验 greeting');
    await expect(greeting.region).toContainText('第一版');
    expect((await publish(yimen, plainDescriptor('greeting', '1.1.0'), shows('第二版'))).status).toBe(201);
    await portal.reload();
    await expect(greeting.region).toContainText('第二版');
  });

  test('a version is never replaced, whoever comes second', async ({ yimen }) => {
    const attempts = await Promise.all(
      ['a', 'b', 'c', 'd'].map((text) => publish(yimen, plainDescriptor('race', '1.0.0'), shows(text))),
    );
    expect(attempts.map((attempt) => attempt.status).sort()).toEqual([201, 409, 409, 409]);
  });

  test('a bad descriptor is refused with every mistake at once', async ({ yimen }) => {
    const bad = plainDescriptor('bad', '1.0', {
      modes: ['view', 'spin'],
      size: { columns: 40, rows: 0 },
      title: {},
    });
    const { status, body } = await publish(yimen, bad, shows('x'));
    expect(status).toBe(422);
    expect(body.errors?.length).toBeGreaterThanOrEqual(4);
  });
});
