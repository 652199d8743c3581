import { expect, type Locator, type Page } from '@playwright/test';
import { neighbours } from '../fixtures/fault-portlets.ts';

/** A page of eleven good windows and one bad one: `?only=` starts just these. */
export class FaultPage {
  readonly page: Page;
  readonly origin: string;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
  }

  /** Puts the neighbours and these faults on the person's page. */
  async arrange(names: readonly string[]): Promise<void> {
    const portlets = [...neighbours, ...names.map((name) => `fault-${name}`)];
    const changes = portlets.map((portlet, index) => ({
      ...{ op: 'add', nodeId: `w-${portlet}`, portlet },
      place: { column: (index % 6) * 2, row: Math.floor(index / 6) * 4, columns: 2, rows: 4 },
    }));
    const answer = await this.change('PATCH', { changes });
    expect(answer.status(), await answer.text()).toBe(200);
  }

  reset() {
    return this.change('DELETE');
  }

  private change(method: 'PATCH' | 'DELETE', data?: object) {
    return this.page.request.fetch(`${this.origin}/api/pages/home/changes`, {
      ...{ method, headers: { 'x-yimen-request': '1', origin: this.origin } },
      ...(data && { data }),
    });
  }

  address(fault: string): string {
    return `${this.origin}/pages/home?only=${[`fault-${fault}`, ...neighbours].join(',')}`;
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
