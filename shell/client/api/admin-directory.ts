import { queryOptions } from '@tanstack/react-query';
import type { AdminDirectory } from '@yimen/shell-contract';
import { request } from './transport.ts';

/** Units, posts and roles that audiences are composed from. */
export const adminDirectoryQuery = () =>
  queryOptions({
    queryKey: ['admin', 'directory'],
    queryFn: ({ signal }) => request<AdminDirectory>('/api/admin/directory', { signal }),
    staleTime: 5 * 60_000,
  });
