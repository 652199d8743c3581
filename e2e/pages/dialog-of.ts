import type { Locator, Page } from '@playwright/test';

/** The open dialog; a question that must be answered is an `alertdialog`. */
export function dialogOf(page: Page): Locator {
  return page.getByRole('dialog').or(page.getByRole('alertdialog'));
}
