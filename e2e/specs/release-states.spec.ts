import { container, mustPublish, plainDescriptor, setPolicy, submit } from '../fixtures/publish.ts';
import { expect, ofThisAttempt, test } from '../fixtures/test.ts';

test.describe('states of releases', () => {
  test('[R80][R81][R87] a release waits for a second person, goes live, is maintained and retired', async ({
    page,
    yimen,
    signInElsewhere,
    signIn,
  }) => {
    const name = ofThisAttempt('staged-greeting');
    const title = `试验 ${name}`;
    await setPolicy(yimen, name, 'staged');
    const code = container({ render: `return h('p', null, '已上线的内容');` });
    const published = await mustPublish(yimen, plainDescriptor(name, '1.0.0'), code);
    expect(published.body).toMatchObject({ state: 'draft' });

    await test.step('the publisher submits it with the report of the kit', async () => {
      await submit(yimen, name, '1.0.0', published.body.manifestSha384 ?? '');
    });

    const open = async (username: string) => {
      const portal = await signInElsewhere(username);
      await portal.page.goto(`${yimen.urls.portal}/pages/operations?w.releases.portlet=${name}`);
      return portal.page.getByRole('region', { name: '发布管理' });
    };
    const step = async (region: Awaited<ReturnType<typeof open>>, action: string, reason?: string) => {
      await region.getByRole('region', { name: '1.0.0' }).getByRole('button', { name: action }).click();
      const dialog = region.page().getByRole('dialog');
      if (reason) await dialog.getByLabel('理由').fill(reason);
      await dialog.getByRole('button', { name: action }).click();
      await expect(dialog).toBeHidden();
    };

    await test.step('the approver approves it and cannot make it live', async () => {
      const region = await open('panyu');
      await step(region, '审批通过');
      await expect(region.getByText('已审批', { exact: true }).first()).toBeVisible();
      await expect(region.getByRole('button', { name: '上线' })).toHaveCount(0);
    });

    const admin = await open('admin');
    await test.step('the administrator makes it live, and people get it', async () => {
      await step(admin, '上线');
      const portal = await signIn('dev');
      await portal.forgetChanges();
      await portal.reload();
      await page.getByRole('button', { name: '添加模块' }).first().click();
      await page.getByRole('button', { name: `添加 ${title}` }).click();
      await page.keyboard.press('Escape');
      await expect(portal.window(title).region).toContainText('已上线的内容');
    });

    await test.step('maintenance shows its text in the open page, and ends there', async () => {
      await admin.getByRole('button', { name: '安排维护' }).click();
      const dialog = admin.page().getByRole('dialog');
      await dialog.getByLabel('说明（中文）').fill('系统升级，请稍候');
      await dialog.getByLabel('说明（英文）').fill('Being upgraded');
      await dialog.getByRole('button', { name: '安排维护' }).click();
      const window = page.getByRole('region', { name: title });
      await expect(window).toContainText('系统升级，请稍候');
      await expect(window.getByText('已上线的内容')).toBeHidden();
      await admin.getByRole('button', { name: '结束维护' }).click();
      await admin.page().getByRole('dialog').getByRole('button', { name: '结束维护' }).click();
      await expect(window.getByText('已上线的内容')).toBeVisible();
    });

    await test.step('it is retired with a reason that the trail keeps', async () => {
      await step(admin, '停用', '试验结束');
      await expect(admin.getByText(/上线 → 已停用 · 赵敏 · 理由：试验结束/)).toBeVisible();
      await page.reload();
      // Her own window waits in the tray until the portlet comes back.
      await expect(page.getByText('1 项更改未生效')).toBeVisible();
    });

    if (process.env.YIMEN_E2E_PICTURES) {
      for (const width of [1440, 390]) {
        await admin.page().setViewportSize({ width, height: 900 });
        await admin.page().screenshot({ path: `${process.env.YIMEN_E2E_PICTURES}/operations-${width}.png` });
      }
    }
  });
});
