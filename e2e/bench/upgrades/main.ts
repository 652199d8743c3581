import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { startYimen } from '@yimen/launcher';
import { chromiumOptions } from '@yimen/portlet-tck/chromium';
import { countOnPage, measureUpgrades, type PageContents } from '../../fixtures/page-leftovers.ts';
import { plainDescriptor, publish } from '../../fixtures/publish.ts';
import { password } from '../../fixtures/test.ts';
import { busyPortlet } from '../../fixtures/upgrade-portlets.ts';
import type { YimenUnderTest } from '../../fixtures/yimen-control.ts';
import { SignInPage } from '../../pages/sign-in-page.ts';

// 200 upgrades of one window in a page that stays open: what stays, and how long each takes.

const count = Number(process.env.BENCH_UPGRADES ?? 200);
const say = (line: string) => void process.stdout.write(`  ${line}\n`);
const folder = mkdtempSync(join(tmpdir(), 'yimen-bench-upgrades-'));
const yimen = await startYimen({
  dataDir: folder,
  ports: 'free',
  profile: 'demonstration',
  env: process.env,
  say,
});
const browser = await chromium.launch(
  chromiumOptions({ YIMEN_CHROMIUM: process.env.YIMEN_CHROMIUM ?? '/usr/bin/chromium' }),
);
try {
  const portlet = 'live-busy';
  const control = yimen as Pick<YimenUnderTest, 'urls' | 'clientSecret' | 'signingKeyFile'>;
  await publish(control as YimenUnderTest, plainDescriptor(portlet, '1.0.0'), busyPortlet('1.0.0'), {
    hasStyles: true,
  });
  const page = await browser.newPage({ locale: 'zh-CN' });
  await countOnPage(page);
  await page.goto(yimen.urls.portal);
  await new SignInPage(page).signIn('dev', password);
  await page.getByRole('button', { name: '添加模块' }).first().click();
  await page.getByRole('button', { name: `添加 试验 ${portlet}` }).click();
  await page.keyboard.press('Escape');
  const { before, after, seconds } = await measureUpgrades({
    page,
    yimen: control,
    portlet,
    count,
    warmUp: 5,
  });
  for (const name of Object.keys(before) as (keyof PageContents)[]) {
    say(`${name.padEnd(10)} ${String(before[name]).padStart(12)} → ${String(after[name]).padStart(12)}`);
  }
  const sorted = [...seconds].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
  say(`heap per upgrade ${((after.heapBytes - before.heapBytes) / count / 1024).toFixed(1)} KB (target 64)`);
  say(`publish → swap: median ${at(0.5)} s, slowest ${at(1)} s (target 10)`);
} finally {
  await browser.close();
  await yimen.stop();
  rmSync(folder, { recursive: true, force: true });
}
