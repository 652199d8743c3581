import { keepPreviousData, QueryObserver, type QueryObserverResult } from '@tanstack/react-query';
import type { ProblemError } from '@yimen/problem';
import type { Observable, PortletContext, ResourceRequest, Undo } from '../context/portlet-context.ts';
import { isCompletePath, resourcePath } from '../descriptor/index.ts';
import { toProblem } from '../hooks/to-problem.ts';

/** Further query parameters and behaviour of a watched resource. */
export type WatchOptions = {
  /** Added to the declared query; wins over it. */
  readonly query?: NonNullable<ResourceRequest['query']>;
  /** Keeps the last data, with `isRefreshing`, while data for a new query is read. */
  readonly keepPrevious?: boolean;
};

/** What a watched resource is at a moment. */
export type WatchedResource<T> = {
  /** The last good data; kept when a later refresh fails. */
  readonly data?: T;
  /** Why the last reading failed; absent after a good one. */
  readonly problem?: ProblemError;
  /** Reading for the first time: there is nothing to show yet. */
  readonly isLoading: boolean;
  /** Reading again while `data` or `problem` is shown. */
  readonly isRefreshing: boolean;
};

/**
 * A declared resource as an observable, by the rules of `useResource` and over the same query client: topics, refresh
 * and busy marks are the window's (SPEC R122).
 *
 * @param context context of the window
 * @param name name of the resource in the descriptor
 * @param options further query parameters, `keepPrevious`
 * @throws RangeError when the descriptor declares no such resource
 */
export function watchResource<T>(
  context: PortletContext,
  name: string,
  options: WatchOptions = {},
): Observable<WatchedResource<T>> {
  const { queries, preferences, renderParameters } = context;
  const observer = new QueryObserver<T>(queries, queryOf<T>(context, name, options));
  const listeners = new Set<() => void>();
  let undos: Undo[] = [];
  let last = observer.getCurrentResult();
  let value = present(last);
  const get = () => {
    const result = observer.getCurrentResult();
    if (result !== last) {
      last = result;
      const next = present(result);
      if (!isSame(value, next)) value = next;
    }
    return value;
  };
  const tell = () => {
    const before = value;
    if (get() === before) return;
    for (const listener of [...listeners]) listener();
  };
  const follow = () => {
    observer.setOptions(queryOf<T>(context, name, options));
    tell();
  };
  const start = () => {
    undos = [preferences.subscribe(follow), renderParameters.subscribe(follow), observer.subscribe(tell)];
    observer.setOptions(queryOf<T>(context, name, options));
    get();
  };
  const stop = () => {
    for (const undo of undos) undo();
    undos = [];
  };
  return {
    get,
    subscribe(listener) {
      const own = () => listener();
      // First: that it begins to be read is known to whoever subscribes.
      if (listeners.size === 0) start();
      listeners.add(own);
      return () => {
        if (listeners.delete(own) && listeners.size === 0) stop();
      };
    },
  };
}

function queryOf<T>(context: PortletContext, name: string, { query, keepPrevious }: WatchOptions) {
  const { descriptor, preferences, renderParameters, resources } = context;
  const inputs = { preferences: preferences.get(), renderParameters: renderParameters.get() };
  const path = resourcePath(descriptor, name, inputs, query);
  return {
    queryKey: [path],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      resources.read<T>(name, { signal, ...(query && { query }) }),
    enabled: isCompletePath(path),
    ...(keepPrevious && { placeholderData: keepPreviousData }),
  };
}

function present<T>(result: QueryObserverResult<T>): WatchedResource<T> {
  const { data, error, isLoading, isFetching, isPlaceholderData } = result;
  return {
    ...(data !== undefined && { data }),
    ...(error && { problem: toProblem(error) }),
    isLoading: isLoading && !isPlaceholderData,
    isRefreshing: isFetching && (!isLoading || isPlaceholderData),
  };
}

function isSame<T>(a: WatchedResource<T>, b: WatchedResource<T>): boolean {
  return (
    a.data === b.data &&
    a.problem === b.problem &&
    a.isLoading === b.isLoading &&
    a.isRefreshing === b.isRefreshing
  );
}
