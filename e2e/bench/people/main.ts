import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startYimen } from '@yimen/launcher';
import { chromiumOptions } from '@yimen/portlet-tck/chromium';
import { PortalPage } from '../../pages/portal-page.ts';
import { signInAdministrator } from '../../pages/sign-in-administrator.ts';
import { importPeople } from './import-people.ts';
import { measureList } from './measure-list.ts';
import { measurePortlet } from './measure-portlet.ts';

/** The administration of people with as many accounts as a city has: how long lists, searches and the portlet take. */
const count = Number(process.env.BENCH_PEOPLE ?? 100_000);
const runs = Number(process.env.BENCH_RUNS ?? 25);
const env = { YIMEN_CHROMIUM: process.env.YIMEN_CHROMIUM ?? '/usr/bin/chromium' };
const say = (line: string) => void process.stdout.write(`  ${line}\n`);

async function signIn(page: Page, portalUrl: string): Promise<void> {
  await signInAdministrator(page, { portal: portalUrl, username: 'sysadmin', password: 'Yimen@2026' });
  await new PortalPage(page, portalUrl).open('/pages/identity');
}

const dataDir = mkdtempSync(join(tmpdir(), 'yimen-bench-people-'));
process.env.YIMEN_E2E_STATE = dataDir;
const yimen = await startYimen({
  dataDir,
  ports: 'free',
  profile: 'demonstration',
  without: ['todo', 'notices', 'contacts', 'budget', 'payments'],
  quiet: true,
});
const browser = await chromium.launch(chromiumOptions(env));
try {
  const page = await (
    await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
  ).newPage();
  await signIn(page, yimen.urls.portal);
  const { seconds } = await importPeople(page, count, say);
  say(`${count} people imported in ${seconds} s (dry run, commit, search)`);
  const figures = [...(await measureList(page, { count, runs })), ...(await measurePortlet(page, { runs }))];
  process.stdout.write('\n| what | median ms | p95 ms |\n|---|---:|---:|\n');
  for (const { what, median, p95 } of figures) process.stdout.write(`| ${what} | ${median} | ${p95} |\n`);
} finally {
  await browser.close();
  await yimen.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
