import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ProblemError } from '@yimen/problem';
import { useCallback } from 'react';
import type { ResourceRequest } from '../context/portlet-context.ts';
import { usePortlet } from '../context/portlet-context-provider.ts';
import { isCompletePath, resourcePath } from '../descriptor/index.ts';
import { toProblem } from './to-problem.ts';
import { useObservable } from './use-observable.ts';

/** Further query parameters and behaviour of {@link useResource}. */
export type ResourceOptions = {
  /** Added to the declared query; wins over it. */
  readonly query?: NonNullable<ResourceRequest['query']>;
  /** `false` does not read yet. */
  readonly enabled?: boolean;
  /** Shows the last data, with `isRefreshing`, while data for a new query is read (pages of a table). */
  readonly keepPrevious?: boolean;
};

/** What {@link useResource} gives. */
export type ResourceResult<T> = {
  /** The last good data; kept when a later refresh fails. */
  readonly data?: T;
  /** Why the last reading failed; absent after a good one. */
  readonly problem?: ProblemError;
  /** Reading for the first time: there is nothing to show yet. */
  readonly isLoading: boolean;
  /** Reading again while `data` or `problem` is shown. */
  readonly isRefreshing: boolean;
  /** Reads it again; resolves when it is done, whatever came of it. */
  refresh(): Promise<void>;
};

/**
 * Data of a declared resource. It is read again when a preference or render parameter that the descriptor names
 * as a query source changes, when a declared topic is notified, and when the window is refreshed. The query key is
 * `[path with query]` (see `resourcePath`) in the window's own query client. While a step `{name}` of its path has no
 * value there is nothing to read: no data, no problem, not loading.
 *
 * @param name name of the resource in the descriptor
 * @param options further query parameters, `enabled`, `keepPrevious`
 * @returns data or problem, and whether it is being read
 * @throws RangeError when the descriptor declares no such resource
 */
export function useResource<T>(name: string, options: ResourceOptions = {}): ResourceResult<T> {
  const { descriptor, preferences, renderParameters, resources, queries } = usePortlet();
  const inputs = {
    preferences: useObservable(preferences),
    renderParameters: useObservable(renderParameters),
  };
  const path = resourcePath(descriptor, name, inputs, options.query);
  const result = useQuery<T>(
    {
      queryKey: [path],
      queryFn: ({ signal }) =>
        resources.read<T>(name, { signal, ...(options.query && { query: options.query }) }),
      enabled: (options.enabled ?? true) && isCompletePath(path),
      ...(options.keepPrevious && { placeholderData: keepPreviousData }),
    },
    queries,
  );
  const { data, error, isLoading, isFetching, isPlaceholderData, refetch } = result;
  const refresh = useCallback(async () => {
    await refetch();
  }, [refetch]);
  return {
    ...(data !== undefined && { data }),
    ...(error && { problem: toProblem(error) }),
    isLoading: isLoading && !isPlaceholderData,
    isRefreshing: isFetching && (!isLoading || isPlaceholderData),
    refresh,
  };
}
