import type { APIResponse, Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { dialogOf } from './dialog-of.ts';
import { PortletWindow } from './portlet-window.ts';

/** A portal page with its windows, in Chinese unless said otherwise. */
export class PortalPage {
  readonly page: Page;
  readonly origin: string;
  readonly windows: Locator;
  /** A maximized window hides the others. */
  readonly visibleWindows: Locator;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
    this.windows = page.locator('[data-portlet-window]');
    this.visibleWindows = this.windows.filter({ visible: true });
  }

  /** Every window has rendered or says why not. */
  async ready(): Promise<void> {
    await expect(this.windows.first()).toBeVisible();
    await expect(this.page.locator('[data-portlet-window][aria-busy="true"]')).toHaveCount(0);
  }

  window(title: string): PortletWindow {
    return new PortletWindow(this.page, title);
  }

  /** Shows a page by its path. */
  async open(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.origin).href);
    await this.ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  async arrange(): Promise<void> {
    await this.page.getByRole('button', { name: '调整布局' }).click();
  }

  async done(): Promise<void> {
    await this.page.getByRole('button', { name: '完成', exact: true }).click();
  }

  /** 恢复默认, when there is anything to reset. */
  async resetToDefault(): Promise<void> {
    const reset = this.page.getByRole('button', { name: '恢复默认' });
    if (!(await reset.isEnabled())) return;
    await reset.click();
    await dialogOf(this.page).getByRole('button', { name: '恢复默认布局' }).click();
    await expect(this.page.getByText('已恢复默认布局')).toBeVisible();
    await this.ready();
  }

  /** Puts portlets on the person's home page, side by side, without a visit to the catalogue. */
  async place(portlets: readonly string[], { columns = 4, rows = 4 } = {}): Promise<void> {
    const abreast = Math.floor(12 / columns);
    const changes = portlets.map((portlet, index) => ({
      ...{ op: 'add', nodeId: `test-${portlet}`, portlet },
      // All at the top: the page moves down what is in the way.
      place: { column: (index % abreast) * columns, row: 0, columns, rows },
    }));
    const answer = await this.change('PATCH', { changes });
    expect(answer.status(), await answer.text()).toBe(200);
  }

  /** Takes back all that the person has changed on her home page. */
  async forgetChanges(): Promise<void> {
    await this.change('DELETE');
  }

  private change(method: 'PATCH' | 'DELETE', data?: object): Promise<APIResponse> {
    return this.page.request.fetch(`${this.origin}/api/pages/home/changes`, {
      ...{ method, headers: { 'x-yimen-request': '1', origin: this.origin } },
      ...(data && { data }),
    });
  }

  async openUserMenu(): Promise<void> {
    await this.page.getByRole('button', { name: /用户菜单|user menu/ }).click();
  }

  async signOut(): Promise<void> {
    await this.openUserMenu();
    await this.page.getByText('退出登录').click();
    // What comes next must not overtake it.
    await this.page.waitForURL(/\/signed-out/);
  }
}
