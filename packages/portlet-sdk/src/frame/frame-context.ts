import type { AdapterContext } from '../adapters/adapter-context.ts';
import type { WatchedResource } from '../adapters/watch-resource.ts';
import type { Observable, PortletNotices, Undo } from '../context/portlet-context.ts';
import type { JsonValue } from '../descriptor/portlet-descriptor.ts';
import type { FrameValues } from './connect-frame.ts';
import { type FrameCalls, FrameError, unreadResource } from './frame-calls.ts';
import { frameUpgrade } from './frame-upgrade.ts';

/** The context of an adapter, over a port: what is a value is at hand, what does something is a call. */
export function createFrameContext(values: FrameValues, calls: FrameCalls): AdapterContext {
  const ending = new AbortController();
  const undos = new Set<Undo>();
  const descriptor = values.of('descriptor').get();
  // What only does something has nobody to tell that it failed, as in the portal itself.
  const order = (method: Parameters<FrameCalls['call']>[0], ...args: unknown[]) => {
    calls.call(method, ...args).catch((error: unknown) => reportError(error));
  };
  window.addEventListener('pagehide', () => {
    ending.abort();
    for (const undo of [...undos].reverse()) undo();
  });
  return {
    descriptor,
    windowId: values.of('windowId').get(),
    get user() {
      return values.of('user').get() as AdapterContext['user'];
    },
    title: values.of('title'),
    locale: values.of('locale'),
    theme: values.of('theme'),
    mode: values.of('mode'),
    windowState: values.of('windowState'),
    preferences: {
      ...values.of('preferences'),
      get readOnly() {
        return values.of('readOnly').get();
      },
      save: (changes) => calls.call('savePreferences', changes),
    },
    renderParameters: {
      ...values.of('renderParameters'),
      set(changes, options) {
        const known = [...(descriptor.publicRenderParameters ?? []), ...(descriptor.renderParameters ?? [])];
        refuseUnknown('render parameter', Object.keys(changes), known);
        order('setParameters', changes, options ?? {});
      },
    },
    events: frameEvents(descriptor, calls, order),
    resources: {
      read: (name, request = {}) => calls.call('read', name, request.query ?? {}),
      send: (method, path, body, { query, ifMatch } = {}) => {
        if (body instanceof FormData) throw new TypeError('a frame sends JSON or a Blob, no FormData');
        return calls.call('send', method, path, body, { query, ifMatch });
      },
      url: (path) => values.of('serviceUrl').get() + path,
      refresh: (...names) => calls.call('refresh', names),
      watch: (name, options = {}) => watched(calls, name, options),
    },
    navigation: {
      openPage: (slug, parameters = {}) => order('openPage', slug, parameters),
      openSystem: (url) => order('openSystem', url),
      setMode: (mode) => order('setMode', mode),
      setWindowState: (state) => order('setWindowState', state),
    },
    notices: frameNotices(calls),
    upgrade: frameUpgrade(values.of('kept').get(), calls),
    signal: ending.signal,
    onDispose(undo) {
      undos.add(undo);
      return () => void undos.delete(undo);
    },
    setBusy: (isBusy) => calls.post({ type: 'busy', isBusy }),
    fail: (error) =>
      calls.post({
        type: 'fail',
        reason: (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 500),
      }),
  };
}

type Named = readonly { readonly name: string }[];

function refuseUnknown(kind: string, names: readonly string[], known: Named): void {
  const unknown = names.find((name) => !known.some((one) => one.name === name));
  if (unknown !== undefined) throw new RangeError(`the portlet declares no ${kind} "${unknown}"`);
}

function frameEvents(
  { events = {} }: AdapterContext['descriptor'],
  calls: FrameCalls,
  order: (method: 'publish', name: string, payload: JsonValue) => void,
): AdapterContext['events'] {
  const listeners = new Map<string, Set<(payload: JsonValue) => void>>();
  calls.onMessage((message) => {
    if (message.type !== 'event') return;
    for (const listener of [...(listeners.get(message.name) ?? [])]) listener(message.payload);
  });
  return {
    publish(name, payload) {
      refuseUnknown('event', [name], events.publishes ?? []);
      order('publish', name, payload);
    },
    subscribe(name, listener) {
      refuseUnknown('event', [name], events.consumes ?? []);
      const all = listeners.get(name) ?? new Set();
      if (!listeners.has(name)) calls.post({ type: 'subscribe', name });
      listeners.set(name, all.add(listener));
      return () => void all.delete(listener);
    },
  };
}

function frameNotices(calls: FrameCalls): PortletNotices {
  const show = (kind: string) => (text: unknown) => {
    const shown = text instanceof FrameError ? text.problem : text instanceof Error ? text.message : text;
    const id = calls.nextId();
    void calls.call('notice', kind, shown, id).catch((error: unknown) => reportError(error));
    return () => calls.post({ type: 'dismiss', id });
  };
  return { success: show('success'), info: show('info'), error: show('error') };
}

/** Watched by the shell while anybody here subscribes. */
function watched<T>(calls: FrameCalls, name: string, options: object): Observable<WatchedResource<T>> {
  let value = unreadResource as WatchedResource<T>;
  const listeners = new Set<() => void>();
  let id: number | null = null;
  calls.onMessage((message) => {
    if (message.type !== 'resource' || message.id !== id) return;
    const { problem, ...rest } = message.value;
    value = { ...rest, ...(problem && { problem: new FrameError(problem) }) } as WatchedResource<T>;
    for (const listener of [...listeners]) listener();
  });
  return {
    get: () => value,
    subscribe(listener) {
      const own = () => listener();
      listeners.add(own);
      if (id === null) {
        id = calls.nextId();
        calls.post({ type: 'watch', id, name, options });
      }
      return () => {
        if (!listeners.delete(own) || listeners.size > 0 || id === null) return;
        calls.post({ type: 'unwatch', id });
        id = null;
      };
    },
  };
}
