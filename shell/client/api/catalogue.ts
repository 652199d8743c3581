import { queryOptions } from '@tanstack/react-query';
import type { CatalogueEntry } from '@yimen/shell-contract';
import { request } from './transport.ts';

/** The portlets this person may add. */
export const catalogueQuery = () =>
  queryOptions({
    queryKey: ['catalogue'],
    queryFn: ({ signal }) => request<CatalogueEntry[]>('/api/catalogue', { signal }),
  });
