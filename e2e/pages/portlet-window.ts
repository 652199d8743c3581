import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** One portlet window, found by the title it shows. */
export class PortletWindow {
  readonly region: Locator;
  readonly title: string;

  constructor(page: Page, title: string) {
    this.title = title;
    this.region = page.getByRole('region', { name: title, exact: true });
  }

  /** The portlet has rendered. */
  async ready(): Promise<void> {
    await expect(this.region).toHaveAttribute('aria-busy', 'false');
  }

  button(
    action: '刷新' | '最大化' | '还原' | '最小化' | '设置' | '帮助' | '移除' | '移动' | '调整大小',
  ): Locator {
    return this.region.getByRole('button', { name: `${action} ${this.title}`, exact: true });
  }

  async id(): Promise<string> {
    return (await this.region.getAttribute('data-portlet-window')) ?? '';
  }

  async box(): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.region.boundingBox();
    if (!box) throw new Error(`window ${this.title} is not shown`);
    return box;
  }
}
