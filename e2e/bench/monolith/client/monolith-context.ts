import type { QueryClient } from '@tanstack/react-query';
import type { Observable, PortletContext, PortletDescriptor } from '@yimen/portlet-sdk';

const nothing = () => undefined;
const constant = <T>(value: T): Observable<T> => ({ get: () => value, subscribe: () => nothing });
const neverAborted = new AbortController().signal;

/**
 * The least that the components' hooks need: a resource is fetched from the monolith's own server, and everything
 * that only a portal has (preferences, parameters, events) stands still.
 */
export function monolithContext(
  id: string,
  title: PortletDescriptor['title'],
  queries: QueryClient,
): PortletContext {
  const descriptor: PortletDescriptor = {
    name: `part-${id}`,
    version: '1.0.0',
    sdk: '^0.1.0',
    title,
    description: title,
    category: 'tools',
    modes: ['view'],
    windowStates: ['normal'],
    size: { columns: 4, rows: 8 },
    resources: { table: { path: `/api/tables/${id}` } },
  };
  return {
    descriptor,
    windowId: id,
    title: constant(title['zh-CN']),
    user: { sub: '', name: '', username: '', roles: [], unit: null, post: null },
    locale: constant('zh-CN'),
    theme: constant('light'),
    mode: constant('view'),
    windowState: constant('normal'),
    preferences: { ...constant({}), readOnly: [], save: async () => undefined },
    renderParameters: { ...constant({}), set: nothing },
    events: { publish: nothing, subscribe: () => nothing },
    resources: {
      read: async <T>(_resource: string, request?: { signal?: AbortSignal }) => {
        const response = await fetch(`/api/tables/${id}`, request);
        if (!response.ok) throw new Error(`/api/tables/${id} answered ${response.status}`);
        return (await response.json()) as T;
      },
      send: () => Promise.reject(new Error('the components only read')),
      url: (path) => path,
      refresh: () => queries.invalidateQueries(),
    },
    navigation: { openPage: nothing, openSystem: nothing, setMode: nothing, setWindowState: nothing },
    notices: { success: () => nothing, info: () => nothing, error: () => nothing },
    upgrade: { keep: () => nothing, kept: nothing, unsavedWork: () => nothing },
    signal: neverAborted,
    onDispose: () => nothing,
    queries,
  };
}
