import { queryOptions } from '@tanstack/react-query';
import { getPages } from './pages.ts';

/** The navigation. The document brings it; it is asked again when pages were published. */
export const pageListQuery = () =>
  queryOptions({
    queryKey: ['pages'],
    queryFn: ({ signal }) => getPages(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
