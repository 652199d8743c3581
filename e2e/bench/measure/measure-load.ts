import type { Browser, BrowserContext } from '@playwright/test';
import type { Network } from './networks.ts';
import { type ReadyReport, readyProbe } from './ready-probe.ts';

/** One page load. */
export type Load = ReadyReport & {
  /** Milliseconds of processor time of the page's main thread until it was ready. */
  cpu: number;
};

/** A signed-in browser's cookies. */
export type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

const LIMIT = 60_000;

/** What is loaded: an address, how many components it shows, and over what. */
export type Target = { url: string; count: number; network: Network };

/**
 * Loads an address twice in a new browser context, whose HTTP cache is empty: the first load is cold, the second, in
 * a new tab, is warm.
 */
export async function measureLoads(
  browser: Browser,
  signedIn: SignedIn,
  target: Target,
  beforeEach: () => Promise<void>,
): Promise<{ cold: Load; warm: Load }> {
  const context = await browser.newContext({
    storageState: signedIn,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
  });
  try {
    await context.addInitScript(readyProbe, target.count);
    await beforeEach();
    const cold = await load(context, target);
    await beforeEach();
    const warm = await load(context, target);
    return { cold, warm };
  } finally {
    await context.close();
  }
}

async function load(context: BrowserContext, { url, network }: Target): Promise<Load> {
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  // Processor time of the thread: what others do on this machine does not count.
  await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await devTools.send('Network.enable');
  await devTools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: network.latency,
    downloadThroughput: network.bytesPerSecond,
    uploadThroughput: network.bytesPerSecond,
  });
  try {
    await page.goto(url, { waitUntil: 'commit' });
    const report = await page.evaluate(
      (limit) =>
        Promise.race([
          (window as unknown as { benchReady: Promise<ReadyReport> }).benchReady,
          new Promise<null>((resolve) => setTimeout(() => resolve(null), limit)),
        ]),
      LIMIT,
    );
    if (!report)
      throw new Error(`${url} was not ready: ${(await page.locator('body').innerText()).slice(0, 500)}`);
    const { metrics } = await devTools.send('Performance.getMetrics');
    const task = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    return { ...report, cpu: task * 1000 };
  } finally {
    await page.close();
  }
}
