import { QueryClient } from '@tanstack/react-query';
import type {
  Locale,
  Observable,
  PortletContext,
  PortletMode,
  PortletUser,
  Undo,
  WindowState,
} from '@yimen/portlet-sdk';
import type { ContainedWindow, ContainerPorts } from './container-ports.ts';
import type { EventBus } from './event-bus.ts';
import { derivedValue, listen } from './observable.ts';
import type { PortletRelease } from './release-loader.ts';
import type { WindowKeeper } from './upgrade/window-keeper.ts';
import type { WindowLog } from './window-log.ts';
import { windowParameters } from './window-parameters.ts';
import { windowPreferences } from './window-preferences.ts';
import { windowResources } from './window-resources.ts';

/** What a context is made of. */
export type ContextParts = {
  readonly window: Observable<ContainedWindow>;
  readonly release: PortletRelease;
  /** The mode whose component is shown; `view` where the shell draws settings or help itself. */
  readonly shownMode: Observable<PortletMode>;
  readonly log: WindowLog;
  readonly bus: EventBus;
  readonly ports: ContainerPorts;
  readonly keeper: WindowKeeper;
};

/** A context and its end. */
export type WindowContext = { readonly context: PortletContext; dispose(): void };

/** Builds the context of one life of a window: it ends when the window is removed, retried or upgraded. */
export function createWindowContext(parts: ContextParts): WindowContext {
  const { window, ports, log, keeper } = parts;
  const { descriptor } = parts.release;
  const windowId = window.get().id;
  const life = new AbortController();
  const disposals = new Set<Undo>();
  const queries = createWindowQueries();
  const preferences = windowPreferences(descriptor, window, ports.locale, (changes) =>
    keeper.during(ports.savePreferences(windowId, changes)),
  );
  const renderParameters = windowParameters(windowId, descriptor, ports.renderState);
  const inputs = () => ({ preferences: preferences.get(), renderParameters: renderParameters.get() });
  const events = parts.bus.forWindow(windowId, descriptor, log);
  const keep = (undo: Undo) => forgettable(disposals, undo);
  const context: PortletContext = {
    descriptor,
    windowId,
    title: windowTitle(window, parts.release, ports.locale),
    get user() {
      return localUser(ports.user, ports.locale.get());
    },
    locale: ports.locale,
    theme: ports.theme,
    mode: parts.shownMode,
    windowState: windowState(window, ports),
    preferences,
    renderParameters,
    events: {
      publish: events.publish,
      subscribe: (name, listener) => keep(events.subscribe(name, listener)),
    },
    resources: windowResources({ descriptor, signal: life.signal, queries, inputs }, sending(ports, keeper)),
    navigation: windowNavigation(windowId, parts),
    notices: ports.notices,
    upgrade: keeper.forLife(life.signal),
    signal: life.signal,
    onDispose: (undo) => listen(disposals, undo),
    queries,
  };
  return { context, dispose: () => endLife(life, disposals, queries, log) };
}

/** The window is not replaced while a request that changes something is on its way. */
function sending(ports: ContainerPorts, keeper: WindowKeeper): ContainerPorts {
  return { ...ports, request: (request) => keeper.during(ports.request(request)) };
}

function createWindowQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The person, the event stream and the refresh interval decide when data is read again; nothing else does.
      queries: {
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/** Keeps an undo until it has run. */
function forgettable(disposals: Set<Undo>, undo: Undo): Undo {
  const run = () => {
    disposals.delete(run);
    undo();
  };
  disposals.add(run);
  return run;
}

function endLife(life: AbortController, disposals: Set<Undo>, queries: QueryClient, log: WindowLog): void {
  life.abort();
  for (const undo of [...disposals].reverse()) {
    try {
      undo();
    } catch (error) {
      log.write('error', 'undo-failed', String(error));
    }
  }
  disposals.clear();
  queries.clear();
}

/** The person's title over the administrator's over the portlet's own. */
export function windowTitle(
  window: Observable<ContainedWindow>,
  release: PortletRelease,
  locale: Observable<Locale>,
): Observable<string> {
  return derivedValue(
    [window, locale],
    (node, language) => node.personalTitle ?? node.title?.[language] ?? release.descriptor.title[language],
  );
}

function windowState(window: Observable<ContainedWindow>, ports: ContainerPorts): Observable<WindowState> {
  return derivedValue([window, ports.renderState], (node, state): WindowState => {
    if (state.maximized === node.id) return 'maximized';
    return node.isMinimized ? 'minimized' : 'normal';
  });
}

function windowNavigation(
  windowId: string,
  { ports, release, window }: ContextParts,
): PortletContext['navigation'] {
  const { renderState } = ports;
  return {
    openPage: (slug, parameters = {}) => renderState.openPage(slug, parameters),
    openSystem: ports.openSystem,
    setMode(mode) {
      if (!release.descriptor.modes.includes(mode)) {
        throw new RangeError(`portlet ${release.name} does not declare the mode "${mode}"`);
      }
      renderState.setMode(windowId, mode);
    },
    setWindowState(state) {
      if (!release.descriptor.windowStates.includes(state)) {
        throw new RangeError(`portlet ${release.name} does not declare the window state "${state}"`);
      }
      if (state === 'maximized') renderState.setMaximized(windowId);
      else if (renderState.get().maximized === windowId) renderState.setMaximized(null);
      if (window.get().isMinimized !== (state === 'minimized'))
        ports.setMinimized(windowId, state === 'minimized');
    },
  };
}

function localUser(user: ContainerPorts['user'], locale: Locale): PortletUser {
  const named = (thing: { id: string; name: Readonly<Record<Locale, string>> } | null) =>
    thing && { id: thing.id, name: thing.name[locale] };
  return { ...user, unit: named(user.unit), post: named(user.post) };
}
