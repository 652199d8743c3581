import {
  fittingRenderParameters,
  isCompletePath,
  type JsonValue,
  preferenceDefaults,
  resourcePath,
} from '@yimen/portlet-sdk/descriptor';
import type { PageView, ReadAnswer, WindowView } from '@yimen/shell-contract';
import { GATEWAY_PREFIX, type Reader, readJson } from '../portlet-gateway/read-json.ts';

/** A document should stay a document: what is more the shell asks for itself. */
const MOST_REQUESTS = 60;

/**
 * The requests that the shell will send first for a page: for each window that is shown, the resources its descriptor
 * marks `prefetch`, with the query computed as the SDK computes it.
 *
 * @param page the page as the person sees it
 * @param query query of the page's address: public parameters by name, private ones as `w.<window>.<name>`
 * @returns the addresses that the shell will ask
 */
export function prefetchRequests(page: PageView, query: URLSearchParams): string[] {
  const urls = page.windows.filter(isShown).flatMap((window) => requestsOf(page, window, query));
  return [...new Set(urls)].slice(0, MOST_REQUESTS);
}

/** Whether a window's code and data are needed as soon as the page is opened. */
export function isShown(window: WindowView): boolean {
  return !window.isHidden && !window.isMinimized && window.unavailable === null;
}

function requestsOf(page: PageView, window: WindowView, query: URLSearchParams): string[] {
  const release = page.releases[window.portlet];
  const descriptor = release?.descriptor;
  if (!descriptor?.service || release?.held) return [];
  const preferences: Record<string, JsonValue> = { ...preferenceDefaults(descriptor), ...window.preferences };
  const values: Record<string, string | undefined> = {};
  for (const { name } of descriptor.publicRenderParameters ?? []) values[name] = query.get(name) ?? undefined;
  for (const { name } of descriptor.renderParameters ?? []) {
    values[name] = query.get(`w.${window.id}.${name}`) ?? undefined;
  }
  const renderParameters = fittingRenderParameters(descriptor, values);
  return Object.entries(descriptor.resources ?? {})
    .filter(([, resource]) => resource.prefetch === true)
    .map(([name]) => resourcePath(descriptor, name, { preferences, renderParameters }))
    .filter(isCompletePath)
    .map((target) => `${GATEWAY_PREFIX}/${window.portlet}${target}`);
}

/**
 * Asks for data, all at once, and hands over each answer as it comes. Of what failed only a status is handed over, so
 * that the shell stops waiting, asks for itself and shows what is wrong.
 *
 * @returns when all have answered or the signal has aborted
 */
export async function prefetch(
  reader: Reader,
  urls: readonly string[],
  take: (url: string, answer: ReadAnswer) => void,
): Promise<void> {
  const one = async (url: string): Promise<void> => {
    const { status, body } = await readJson(reader, url);
    if (!reader.signal.aborted) take(url, status === 200 ? { status, body } : { status });
  };
  await Promise.all(urls.map(one));
}
