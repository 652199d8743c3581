import type { JsonValue, Locale, PortletMode } from '@yimen/portlet-sdk';
import type { ConformanceHost, HostStart, HostWindowState } from '@yimen/portlet-tck/host-contract';
import { themeCss } from '@yimen/ui/theme';
import { createRoot } from 'react-dom/client';
import { request } from '../api/transport.ts';
import { createNavigator } from '../app/navigator.ts';
import type { ContainedWindow, ContainerPorts } from '../portlet-container/container-ports.ts';
import { createFederation } from '../portlet-container/federation.ts';
import { withFrames } from '../portlet-container/frame/with-frames.ts';
import { observableValue } from '../portlet-container/observable.ts';
import { createPortletContainer } from '../portlet-container/portlet-container.ts';
import { createRefreshClock } from '../portlet-container/refresh/refresh-clock.ts';
import { createReleaseLoader, type PortletRelease } from '../portlet-container/release-loader.ts';
import { loadUi, sharedModules } from '../portlet-container/shared-modules.ts';
import { sharedVersions } from '../portlet-container/shared-versions.ts';
import { ConformancePage } from './conformance-page.tsx';
import { createOtherWindow, otherName } from './other-window.ts';

type Preferences = Readonly<Record<string, JsonValue>>;

/** The page of the conformance kit: the shell's own container, loader and styles, without pages and session. */
export function createConformanceHost(): ConformanceHost {
  let running: ReturnType<typeof startPage> | null = null;
  const page = () => {
    if (!running) throw new Error('the page is not started');
    return running;
  };
  return {
    async start(start) {
      await Promise.all(Object.keys(start.release.needs).map(loadShared));
      running = startPage(start);
    },
    openWindow: (id) => page().show([...page().shown(), id]),
    closeWindow: (id) =>
      page().show(
        page()
          .shown()
          .filter((other) => other !== id),
      ),
    state: (id) => page().state(id),
    loadCode: () => page().loadCode(),
    exportedKinds: () => page().exportedKinds(),
    modeCode: (mode) => page().modeCode(mode),
    refresh: async (id) => await page().controller(id).refresh(),
    retry: (id) => page().controller(id).retry(),
    setLocale: (locale) => page().setLocale(locale),
    setTheme: (theme) => page().theme.set(theme),
    setMode: (id, mode) => page().navigator.renderState.setMode(id, mode),
    setParameters: (id, values) => page().setParameters(id, values),
    parameters: (id) => page().parameters(id),
    publish: (name, payload) => page().other.context().events.publish(name, payload),
    heard: () => page().other.heard,
    notify: (topic) => page().container.notify(topic),
    sharedVersions: () => sharedVersions,
  };
}

/** Loaded before anything is measured: what they leave on the page is the shell's, not the portlet's. */
async function loadShared(name: string): Promise<void> {
  const shared = (sharedModules as Readonly<Record<string, (typeof sharedModules)['react'] | undefined>>)[
    name
  ];
  if (shared && 'load' in shared) await shared.load();
  if (name.startsWith('@yimen/ui')) await loadUi();
}

function startPage({ release, user, locale: first, preferences }: HostStart) {
  const locale = observableValue<Locale>(first);
  const theme = observableValue<'light' | 'dark'>('light');
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  const navigator = createNavigator(window);
  const stored = new Map<string, Preferences>();
  const other = createOtherWindow(release.descriptor, release);
  const federation = withFrames(createFederation(sharedModules), observableValue(false));
  const loader = createReleaseLoader(
    {
      load: async (wanted, attempt) =>
        wanted.name === otherName ? other.loaded : federation.load(wanted, attempt),
    },
    sharedVersions,
  );
  const ports: ContainerPorts = {
    ...quietPorts(nonce),
    user,
    locale,
    theme,
    renderState: navigator.renderState,
    async savePreferences(windowId, changes) {
      stored.set(windowId, { ...stored.get(windowId), ...changes });
      show(windows.get());
    },
  };
  // Before the container, which takes away what others add to the document later.
  adoptTheme();
  const container = createPortletContainer(loader, ports);
  const windows = observableValue<readonly string[]>([]);
  const releases: Record<string, PortletRelease> = { [release.name]: release, [otherName]: other.release };
  function show(ids: readonly string[]): void {
    const contained = ids.map(
      (id): ContainedWindow => ({
        id,
        portlet: id === otherName ? otherName : release.name,
        preferences: { ...preferences, ...stored.get(id) },
        readOnlyPreferences: [],
        isMinimized: false,
      }),
    );
    container.sync(contained, releases);
    windows.set(ids);
  }
  const controller = (id: string) => {
    const found = container.get(id);
    if (!found) throw new Error(`no window ${id}`);
    return found;
  };
  show([otherName]);
  createRoot(document.getElementById('root') as HTMLElement).render(
    <ConformancePage windows={windows} container={container} nonce={nonce} />,
  );
  const isPublic = (name: string) =>
    release.descriptor.publicRenderParameters?.some((parameter) => parameter.name === name) ?? false;
  return {
    navigator,
    container,
    other,
    theme,
    controller,
    show,
    shown: () => windows.get(),
    async loadCode() {
      await loader.load(release);
    },
    async modeCode(mode: PortletMode) {
      const { definition } = await loader.load(release);
      return definition.modes[mode]?.();
    },
    async exportedKinds() {
      const { init, get } = await import(/* @vite-ignore */ release.entry);
      return [typeof init, typeof get];
    },
    setLocale(next: Locale) {
      locale.set(next);
      document.documentElement.lang = next;
    },
    setParameters(id: string, values: Readonly<Record<string, string | null>>) {
      const entries = Object.entries(values);
      navigator.renderState.setParameters({
        windowId: id,
        shared: Object.fromEntries(entries.filter(([name]) => isPublic(name))),
        own: Object.fromEntries(entries.filter(([name]) => !isPublic(name))),
      });
    },
    parameters(id: string) {
      const { parameters, windows: own } = navigator.renderState.get();
      return { ...parameters, ...own[id]?.parameters };
    },
    state(id: string): HostWindowState {
      const found = container.get(id);
      if (!found) return { status: 'closed', failure: null, isBusy: false, errors: [] };
      const snapshot = found.snapshot.get();
      const entries = found.log.get().filter(({ level }) => level === 'error');
      return {
        status: snapshot.status,
        failure:
          snapshot.status === 'failed'
            ? `${snapshot.phase}: ${snapshot.problem.problem.detail ?? snapshot.problem.message}`
            : null,
        isBusy: found.isBusy.get(),
        errors: entries.map(({ event, detail }) => `${event} ${detail}`),
      };
    },
  };
}

/** The parts of the shell that are not there: no bar of notices, no other pages, no streamed answers. */
function quietPorts(nonce: string | undefined) {
  const notice = () => () => undefined;
  return {
    notices: { success: notice, info: notice, error: notice },
    request: ({ url, ...options }: Parameters<ContainerPorts['request']>[0]) => request(url, options),
    read: (url: string, signal: AbortSignal) => request(url, { signal }),
    streamedAnswer: () => null,
    setMinimized: () => undefined,
    openSystem: () => undefined,
    loadUi,
    nonce,
    // No window reads again by itself while it is tried.
    refreshClock: createRefreshClock(3_600),
    isVisible: observableValue(true),
  };
}

function adoptTheme(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(themeCss);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
