import {
  fittingRenderParameters,
  type JsonValue,
  preferenceDefaults,
  resourcePath,
} from '@yimen/portlet-sdk/descriptor';
import { isProblem } from '@yimen/problem';
import type { PageView, WindowView } from '@yimen/shell-contract';
import type { Gateway } from '../portlet-gateway/gateway.ts';
import { GATEWAY_PREFIX } from '../portlet-gateway/gateway-routes.ts';
import type { Viewer } from '../session/viewer.ts';

/** Data that a page's portlets will ask for. `target` is path and query on the portlet's service. */
export type PrefetchRequest = { url: string; portlet: string; target: string };

/** A document should stay a document: what is bigger the shell fetches itself. */
const MOST_BYTES = 256 * 1024;
const MOST_REQUESTS = 60;
/** No status of HTTP: there is an answer, but not in this document. */
const NOT_HERE = 0;

/**
 * The requests that the shell will send first for a page: for each window that is shown, the resources its descriptor
 * marks `prefetch`, with the query computed as the SDK computes it.
 *
 * @param page the page as the person sees it
 * @param query query of the page's address: public parameters by name, private ones as `w.<window>.<name>`
 */
export function prefetchRequests(page: PageView, query: URLSearchParams): PrefetchRequest[] {
  const requests = page.windows.filter(isShown).flatMap((window) => requestsOf(page, window, query));
  const byUrl = new Map(requests.map((request) => [request.url, request]));
  return [...byUrl.values()].slice(0, MOST_REQUESTS);
}

/** Whether a window's code and data are needed as soon as the page is opened. */
export function isShown(window: WindowView): boolean {
  return !window.isHidden && !window.isMinimized && window.unavailable === null;
}

function requestsOf(page: PageView, window: WindowView, query: URLSearchParams): PrefetchRequest[] {
  const descriptor = page.releases[window.portlet]?.descriptor;
  if (!descriptor?.service) return [];
  const preferences: Record<string, JsonValue> = { ...preferenceDefaults(descriptor), ...window.preferences };
  const values: Record<string, string | undefined> = {};
  for (const { name } of descriptor.publicRenderParameters ?? []) values[name] = query.get(name) ?? undefined;
  for (const { name } of descriptor.renderParameters ?? []) {
    values[name] = query.get(`w.${window.id}.${name}`) ?? undefined;
  }
  const renderParameters = fittingRenderParameters(descriptor, values);
  return Object.entries(descriptor.resources ?? {})
    .filter(([, resource]) => resource.prefetch === true)
    .map(([name]) => {
      const target = resourcePath(descriptor, name, { preferences, renderParameters });
      return { url: `${GATEWAY_PREFIX}/${window.portlet}${target}`, portlet: window.portlet, target };
    });
}

/**
 * Asks for data, all at once, and hands over each answer as it comes. Of what failed, is too big or no JSON only a
 * status is handed over, so that the shell stops waiting, asks for itself and shows what is wrong.
 *
 * @returns when all have answered or the signal has aborted
 */
export async function prefetch(
  o: { gateway: Gateway; viewer: Viewer; requestId: string; signal: AbortSignal },
  requests: readonly PrefetchRequest[],
  take: (url: string, answer: PrefetchedAnswer) => void,
): Promise<void> {
  const one = async ({ url, portlet, target }: PrefetchRequest): Promise<void> => {
    const answer = await ask(o, portlet, target).catch(statusOnly);
    if (!o.signal.aborted) take(url, answer);
  };
  await Promise.all(requests.map(one));
}

/** As the shell reads it. A status outside 200–299 says that the answer is not here. */
export type PrefetchedAnswer = { status: number; body: unknown };

async function ask(
  o: { gateway: Gateway; viewer: Viewer; requestId: string; signal: AbortSignal },
  portlet: string,
  target: string,
): Promise<PrefetchedAnswer> {
  const response = await o.gateway.request({
    viewer: o.viewer,
    portlet,
    target,
    method: 'GET',
    headers: new Headers({ accept: 'application/json', 'accept-encoding': 'identity' }),
    requestId: o.requestId,
    signal: o.signal,
  });
  const isJson = /^application\/json\b/.test(response.headers.get('content-type') ?? '');
  const length = Number(response.headers.get('content-length') ?? 0);
  if (response.status !== 200 || !isJson || length > MOST_BYTES) {
    await response.body?.cancel();
    return { status: response.status === 200 ? NOT_HERE : response.status, body: null };
  }
  const text = await response.text();
  if (text.length > MOST_BYTES) return { status: NOT_HERE, body: null };
  return { status: 200, body: JSON.parse(text) };
}

function statusOnly(error: unknown): PrefetchedAnswer {
  return { status: isProblem(error) ? error.problem.status : NOT_HERE, body: null };
}
