import {
  fittingRenderParameters,
  type JsonValue,
  preferenceDefaults,
  resourcePath,
} from '@yimen/portlet-sdk/descriptor';
import type { PageView, WindowView } from '@yimen/shell-contract';
import type { Gateway } from '../portlet-gateway/gateway.ts';
import { GATEWAY_PREFIX } from '../portlet-gateway/gateway-routes.ts';
import type { Viewer } from '../session/viewer.ts';

/** Data that a page's portlets will ask for. `target` is path and query on the portlet's service. */
export type PrefetchRequest = { url: string; portlet: string; target: string };

/** A document should stay a document: what is bigger the shell fetches itself. */
const MOST_BYTES = 256 * 1024;
const MOST_REQUESTS = 60;

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
 * Asks for data, all at once, and hands over each answer as it comes. What fails, is slow, big or no JSON is left out:
 * the shell asks for it itself and shows what is wrong.
 *
 * @returns when all have answered or the signal has aborted
 */
export async function prefetch(
  o: { gateway: Gateway; viewer: Viewer; requestId: string; signal: AbortSignal },
  requests: readonly PrefetchRequest[],
  take: (url: string, answer: { status: number; body: unknown }) => void,
): Promise<void> {
  const one = async ({ url, portlet, target }: PrefetchRequest): Promise<void> => {
    const response = await o.gateway.request({
      viewer: o.viewer,
      portlet,
      target,
      method: 'GET',
      headers: new Headers({ accept: 'application/json', 'accept-encoding': 'identity' }),
      requestId: o.requestId,
      signal: o.signal,
    });
    const body = await readSmallJson(response);
    if (body !== undefined && !o.signal.aborted) take(url, { status: response.status, body });
  };
  await Promise.all(requests.map((request) => one(request).catch(() => undefined)));
}

async function readSmallJson(response: Response): Promise<unknown> {
  const isJson = /^application\/json\b/.test(response.headers.get('content-type') ?? '');
  const length = Number(response.headers.get('content-length') ?? 0);
  if (response.status !== 200 || !isJson || length > MOST_BYTES) {
    await response.body?.cancel();
    return undefined;
  }
  const text = await response.text();
  return text.length > MOST_BYTES ? undefined : JSON.parse(text);
}
