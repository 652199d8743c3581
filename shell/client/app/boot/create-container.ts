import type { Locale, Observable, PortletNotices } from '@yimen/portlet-sdk';
import { isProblem } from '@yimen/problem';
import type { Bootstrap, WindowView } from '@yimen/shell-contract';
import { reportTamperedFile } from '../../api/integrity-reports.ts';
import { createPortletReads } from '../../api/portlet-reads.ts';
import { getRelease } from '../../api/releases.ts';
import type { StreamedAnswers } from '../../api/streamed-answers.ts';
import { request, requestLines } from '../../api/transport.ts';
import { maintenanceAt } from '../../portal-page/maintenance/maintenance.ts';
import type { PageState, PageStore } from '../../portal-page/page-store.ts';
import type { ContainerPorts } from '../../portlet-container/container-ports.ts';
import { createFederation } from '../../portlet-container/federation.ts';
import { createFileCheck } from '../../portlet-container/file-check.ts';
import { withFrames } from '../../portlet-container/frame/with-frames.ts';
import { forgivingStorage } from '../../portlet-container/guard/hang-storage.ts';
import { createHangWatch } from '../../portlet-container/guard/hang-watch.ts';
import { observableValue } from '../../portlet-container/observable.ts';
import { createPortletContainer, type PortletContainer } from '../../portlet-container/portlet-container.ts';
import { createRefreshClock } from '../../portlet-container/refresh/refresh-clock.ts';
import { createReleaseLoader } from '../../portlet-container/release-loader.ts';
import { loadUi, sharedModules } from '../../portlet-container/shared-modules.ts';
import { sharedVersions } from '../../portlet-container/shared-versions.ts';
import { type DevPortlets, prepareDevOrigin } from '../dev-override.ts';
import { readsWithSamples } from '../dev-samples.ts';
import type { Navigator } from '../navigator.ts';
import { randomText } from '../new-node-id.ts';
import type { Notices } from '../notice-store.ts';
import { describeProblem } from '../shell-services.ts';

type ContainerParts = {
  readonly bootstrap: Bootstrap;
  readonly streamed: StreamedAnswers;
  readonly locale: Observable<Locale>;
  /** The session is over; what is shown stays until the person signs in again. */
  readonly sessionEnded: Observable<boolean>;
  readonly notices: Notices;
  readonly navigator: Navigator;
  readonly page: PageStore;
  readonly nonce: string | undefined;
  readonly dev: DevPortlets;
};

/** The portlet container of this browser page; it runs the windows of whichever portal page is open. */
export function createContainer(parts: ContainerParts): {
  container: PortletContainer;
  /** Makes the running windows those that the page has now. */
  syncWindows: () => void;
} {
  const { navigator, page, dev } = parts;
  const hangs = createHangWatch({ storage: window.localStorage, tab: tabName() });
  const checked = createFederation(sharedModules, {
    files: createFileCheck(reportTamperedFile),
    evaluating: hangs.loading,
  });
  const federation = withFrames(checked, parts.sessionEnded);
  const loader = createReleaseLoader(
    {
      async load(release, attempt) {
        if (dev.releases[release.name]?.entry === release.entry) await prepareDevOrigin(release.entry);
        return federation.load(release, attempt);
      },
    },
    sharedVersions,
  );
  const container = createPortletContainer(loader, { ...containerPorts(parts), hangs });
  const sync = () => {
    const { shown } = page.store.getState();
    const { maximized } = navigator.renderState.get();
    // A window that is folded loads nothing until the person unfolds it.
    const isRunning = (window: WindowView) =>
      !window.isHidden &&
      !isKeptOut(window) &&
      (!window.isMinimized || maximized === window.id || container.get(window.id) !== undefined);
    // Code that is in maintenance is not loaded; what runs already goes on under the notice.
    const isKeptOut = (window: WindowView) =>
      container.get(window.id) === undefined &&
      maintenanceAt(shown?.releases[window.portlet], Date.now()) !== null;
    container.sync(shown?.windows.filter(isRunning) ?? [], shown?.releases ?? {});
  };
  page.store.subscribe((state: PageState, before: PageState) => {
    if (state.shown !== before.shown) sync();
  });
  navigator.renderState.subscribe(sync);
  return { container, syncWindows: sync };
}

function containerPorts({
  bootstrap,
  streamed,
  locale,
  notices,
  navigator,
  page,
  nonce,
  dev,
}: ContainerParts): ContainerPorts {
  const isVisible = observableValue(document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', () => isVisible.set(document.visibilityState === 'visible'));
  return {
    user: bootstrap.session.user,
    locale,
    theme: observableValue<'light' | 'dark'>('light'),
    renderState: navigator.renderState,
    notices: portletNotices(notices, locale),
    request: ({ url, ...options }) => request(url, options),
    read: readsWithSamples(createPortletReads({ request, requestLines }), dev),
    streamedAnswer: (url) => streamed.take(url),
    savePreferences: (nodeId, preferences) => page.change([{ op: 'configure', nodeId, preferences }]),
    setMinimized(nodeId, isMinimized) {
      page.change([{ op: 'minimize', nodeId, isMinimized }]).catch(() => undefined);
    },
    openSystem,
    loadUi,
    nonce,
    refreshClock: createRefreshClock(bootstrap.refresh.minimumSeconds),
    isVisible,
    mayStart: (portlet) => navigator.address.get().only?.includes(portlet) ?? true,
    askRelease: getRelease,
  };
}

/** A tab keeps its name when it is loaded again, unless the browser keeps nothing for it. */
function tabName(): string {
  const storage = forgivingStorage(window.sessionStorage);
  const known = storage.getItem('yimen.tab');
  if (known) return known;
  const name = randomText(8);
  storage.setItem('yimen.tab', name);
  return name;
}

function portletNotices(notices: Notices, locale: Observable<Locale>): PortletNotices {
  return {
    success: (text) => notices.show({ tone: 'success', text }),
    info: (text) => notices.show({ tone: 'info', text }),
    error: (error) => {
      const text = isProblem(error) ? describeProblem(error, locale.get()) : String(error);
      return notices.show({ tone: 'error', text });
    },
  };
}

/** A new tab without a handle on this page; nothing but web addresses. */
function openSystem(url: string): void {
  const { protocol } = new URL(url, window.location.href);
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new TypeError(`cannot open an address of ${protocol}`);
  window.open(url, '_blank', 'noopener');
}
