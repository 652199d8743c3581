import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  ExecutionByMonth,
  ExecutionBySubject,
  ExecutionByUnit,
  PublicFigureSet,
  SiteSession,
} from '../../contract/index.ts';
import { read, readJson } from './transport.ts';

const get = <T>(name: string, path: string) =>
  queryOptions({
    queryKey: [name, path],
    queryFn: ({ signal }) => readJson<T>(path, signal),
    placeholderData: keepPreviousData,
  });

/** Who is signed in, and what there is to choose from. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => readJson<SiteSession>('/api/session', signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The reports; `query` is the part of the page's address that the service understands. */
export const byUnitQuery = (query: string) =>
  get<ExecutionByUnit>('by-unit', `/api/executions/by-unit?${query}`);
export const bySubjectQuery = (query: string) =>
  get<ExecutionBySubject>('by-subject', `/api/executions/by-subject?${query}`);
export const byMonthQuery = (query: string) =>
  get<ExecutionByMonth>('by-month', `/api/executions/by-month?${query}`);

/** Published figures of other places. */
export const publicFiguresQuery = get<PublicFigureSet[]>('public-figures', '/api/public-figures');

/** Lets the browser save the report as CSV. Read by script, so that it comes in the language of the page. */
export async function downloadCsv(query: string, fileName: string): Promise<void> {
  const response = await read(`/api/executions.csv?${query}`);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
