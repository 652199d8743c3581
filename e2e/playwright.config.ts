import { defineConfig } from '@playwright/test';
import { chromiumOptions } from '@yimen/portlet-tck/chromium';

export default defineConfig({
  testDir: './specs',
  globalSetup: './fixtures/start-shared-yimen.ts',
  outputDir: '../.cache/e2e/results',
  // One Yimen serves all specs, and two cores are what CI has.
  workers: 1,
  // A shared machine may stand still for seconds; a test that fails twice has found something.
  retries: process.env.CI ? 1 : 0,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // The launcher adds a report of its own, `.cache/reports/playwright.json`.
  reporter: [['list']],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    launchOptions: chromiumOptions(process.env),
    // Without limits of their own a step that waits in vain is told as «the test took too long», and not by its name.
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
  },
});
