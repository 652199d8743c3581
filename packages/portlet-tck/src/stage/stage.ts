import type { Locale } from '@yimen/portlet-sdk/descriptor';
import type { Browser, BrowserContext, Frame, Page, Request } from 'playwright-core';
import { installPageWatch, type PageWatch } from '../browser/page-watch.ts';
import type { ConformanceHost, HostRelease, HostWindowState } from '../host/host-contract.ts';
import { type HostServer, pageHeader } from '../host/host-server.ts';
import type { ServiceBehaviour } from '../host/service-behaviour.ts';
import type { ReleaseFolder } from '../release/release-folder.ts';
import type { Samples } from '../samples/samples.ts';

declare global {
  var conformanceHost: ConformanceHost;
  var tckWatch: PageWatch;
}

/** How a page of the kit begins. */
export type StageOptions = {
  readonly service?: ServiceBehaviour;
  readonly locale?: Locale;
  /** The time that the portlet has to read data; the descriptor's unless said. */
  readonly dataMilliseconds?: number;
  readonly width?: number;
};

/** One page of the kit with the portlet's container on it; no window is open yet. */
export type Stage = {
  readonly page: Page;
  /** Every request of the page since it began, oldest first; addresses without the origin. */
  readonly requests: readonly { readonly url: string; readonly request: Request; isOver: boolean }[];
  /** Errors of the console and errors that nobody caught. */
  readonly errors: readonly string[];
  /** Calls the page's host. */
  host<K extends keyof ConformanceHost>(
    name: K,
    ...args: Parameters<ConformanceHost[K]>
  ): Promise<Awaited<ReturnType<ConformanceHost[K]>>>;
  /** The service behaves otherwise from now on. */
  setService(behaviour: ServiceBehaviour): void;
  /** Opens a window and waits until it has failed, or is shown with its first data. */
  open(id?: string): Promise<HostWindowState>;
  /** Waits until the window has failed, or is shown and reads nothing. */
  settled(id?: string): Promise<HostWindowState>;
  /** Waits until the page has stood still for a moment: timers of zero, frames and answers are done. */
  still(): Promise<void>;
  /** Pages that the window shows in frames. */
  frames(id?: string): Promise<Frame[]>;
  /** Paths of the requests to the portlet's service, since the given number of requests. */
  serviceCalls(since?: number): string[];
  /** Of these the paths that were read with GET. */
  readings(): string[];
  close(): Promise<void>;
};

/** What all pages of a run share. */
export type StageParts = {
  readonly browser: Browser;
  readonly server: HostServer;
  readonly release: ReleaseFolder;
  readonly samples: Samples;
  /** Contexts of the run by language: their pages share the browser's cache. */
  readonly contexts: Map<Locale, Promise<BrowserContext>>;
};

/** Window id of the portlet under test. */
export const windowId = 'w-1';

const patience = 8_000;
const height = 900;
let opened = 0;

/**
 * Opens a page of the kit: a document of its own, with a service of its own.
 *
 * @param parts browser, server, release and samples
 * @param options how the service behaves, language, width
 * @returns the page, ready for windows
 */
export async function openStage(parts: StageParts, options: StageOptions = {}): Promise<Stage> {
  const { server, release } = parts;
  const { locale = 'zh-CN', width, service = 'data' } = options;
  const context = await contextFor(parts, locale);
  const page = await context.newPage();
  opened += 1;
  const name = String(opened);
  server.setBehaviour(name, service);
  await page.setExtraHTTPHeaders({ [pageHeader]: name });
  if (width !== undefined) await page.setViewportSize({ width, height });
  const requests = watchRequests(page, server.origin);
  const errors = watchErrors(page);
  const host = callHost(page);
  await page.goto(`${server.origin}/pages/tck`);
  await page.waitForFunction(() => 'conformanceHost' in globalThis);
  await host('start', {
    release: hostRelease(release, server, options.dataMilliseconds),
    user: parts.samples.user,
    locale,
    preferences: parts.samples.preferences,
  });
  await page.waitForSelector('[data-portlet="conformance-other"]', { state: 'attached' });
  const settled = (id = windowId) => waitUntilSettled(page, id, host);
  return {
    page,
    requests,
    errors,
    host,
    settled,
    setService: (behaviour) => server.setBehaviour(name, behaviour),
    async open(id = windowId) {
      await host('openWindow', id);
      return settled(id);
    },
    still: () => standStill(page),
    async frames(id = windowId) {
      const elements = await page.$$(`[data-body="${id}"] iframe`);
      const frames = await Promise.all(elements.map((element) => element.contentFrame()));
      return frames.filter((frame) => frame !== null);
    },
    serviceCalls: (since = 0) => serviceCalls(requests.slice(since), release.descriptor.name),
    readings() {
      const read = requests.filter(({ request }) => request.method() === 'GET');
      return serviceCalls(read, release.descriptor.name);
    },
    close: () => page.close(),
  };
}

function callHost(page: Page): Stage['host'] {
  // Playwright's own types unwrap handles deep inside of the arguments, which here are plain data.
  const evaluate = page.evaluate.bind(page) as unknown as (
    run: (call: [string, unknown[]]) => unknown,
    call: unknown,
  ) => never;
  return (name, ...args) =>
    evaluate(
      ([method, given]) => Reflect.apply(Reflect.get(globalThis.conformanceHost, method), null, given),
      [name, args],
    );
}

function hostRelease(
  { descriptor, build, files }: ReleaseFolder,
  server: HostServer,
  dataMilliseconds: number | undefined,
): HostRelease {
  const budgets = dataMilliseconds === undefined ? {} : { dataMilliseconds };
  return {
    name: descriptor.name,
    version: descriptor.version,
    descriptor: { ...descriptor, budgets: { ...descriptor.budgets, ...budgets } },
    entry: server.releaseFolder + build.entry,
    integrity: files.find(({ path }) => path === build.entry)?.sha384 ?? '',
    needs: build.needs,
    hasStyles: build.hasStyles,
  };
}

function watchRequests(page: Page, origin: string) {
  const requests: { url: string; request: Request; isOver: boolean }[] = [];
  page.on('request', (request) => {
    const url = request.url();
    requests.push({ url: url.startsWith(origin) ? url.slice(origin.length) : url, request, isOver: false });
  });
  const end = (ended: Request) => {
    for (const one of requests) if (one.request === ended) one.isOver = true;
  };
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  return requests;
}

function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    // A service that was told to fail is the kit's doing; the browser writes that to the console, not the portlet.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      errors.push(message.text());
    }
  });
  return errors;
}

function serviceCalls(requests: Stage['requests'], name: string): string[] {
  const gateway = `/api/portlets/${name}`;
  return requests.flatMap(({ url }) => (url.startsWith(`${gateway}/`) ? [url.slice(gateway.length)] : []));
}

async function waitUntilSettled(page: Page, id: string, host: Stage['host']): Promise<HostWindowState> {
  await page
    .waitForFunction(
      (name) => {
        const { status, isBusy } = globalThis.conformanceHost.state(name);
        return status === 'failed' || (status === 'ready' && !isBusy);
      },
      id,
      { timeout: patience },
    )
    .catch(() => undefined);
  await standStill(page);
  return host('state', id);
}

function standStill(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let round = 0; round < 3; round += 1) await frame();
    await new Promise((resolve) => setTimeout(resolve, 60));
    await frame();
  });
}

function contextFor(parts: StageParts, locale: Locale): Promise<BrowserContext> {
  const known = parts.contexts.get(locale);
  if (known) return known;
  const made = newContext(parts, locale);
  parts.contexts.set(locale, made);
  return made;
}

async function newContext({ browser, server }: StageParts, locale: Locale): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 900, height },
    locale,
    timezoneId: 'Asia/Shanghai',
  });
  await context.addInitScript(installPageWatch, server.releaseFolder);
  return context;
}
