import { expect, type Locator, type Page } from '@playwright/test';
import { neighbours } from '../fixtures/fault-portlets.ts';
import type { PortalPage } from './portal-page.ts';

/** A page of eleven good windows and one bad one: `?only=` starts just these. */
export class FaultPage {
  private readonly portal: PortalPage;
  private readonly page: Page;

  constructor(portal: PortalPage) {
    this.portal = portal;
    this.page = portal.page;
  }

  /** Puts the neighbours and these faults on the person's page. */
  arrange(names: readonly string[]): Promise<void> {
    const portlets = [...neighbours, ...names.map((name) => `fault-${name}`)];
    return this.portal.place(portlets, { columns: 2, rows: 4 });
  }

  address(fault: string): string {
    return `${this.portal.origin}/pages/home?only=${[`fault-${fault}`, ...neighbours].join(',')}`;
  }

  /** Opens the page with one fault, and waits until the neighbours can be used. */
  async open(fault: string): Promise<Locator> {
    await this.page.evaluate(() => localStorage.removeItem('fault')).catch(() => undefined);
    await this.page.goto(this.address(fault));
    await this.expectNeighbours();
    return this.bad(fault);
  }

  bad(fault: string): Locator {
    return this.page.locator(`[data-portlet="fault-${fault}"]`);
  }

  /** All neighbours are shown, and the last of them reacts. */
  async expectNeighbours(): Promise<void> {
    for (const name of neighbours) {
      await expect(this.page.locator(`[data-portlet="${name}"]`)).toContainText('已点击');
    }
    const last = this.page
      .locator(`[data-portlet="${neighbours.at(-1)}"]`)
      .getByRole('button', { name: /已点击/ });
    const before = await last.textContent();
    await last.click();
    await expect(last).not.toHaveText(before ?? '');
  }

  /** The cause is gone: the window comes back by 重试, in the same page. */
  async expectRecovery(bad: Locator): Promise<void> {
    await this.page.evaluate(() => {
      localStorage.setItem('fault', 'off');
      Object.assign(globalThis, { stillHere: true });
    });
    await bad.getByRole('button', { name: '重试', exact: true }).first().click();
    await expect(bad).toContainText('一切正常');
    expect(await this.page.evaluate(() => 'stillHere' in globalThis)).toBe(true);
  }
}
