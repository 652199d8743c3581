import { problem, readProblem } from '@yimen/problem';
import { MOST_READS, type ReadLine } from '@yimen/shell-contract';
import { untilAborted, whenAborted } from '../portlet-container/abort-signals.ts';
import { copyAnswer } from '../portlet-container/figures/answer-facts.ts';
import type { ApiRequest } from './transport.ts';

/** How reads reach the portal server. */
export type ReadTransport = {
  request(path: string, options: ApiRequest): Promise<unknown>;
  requestLines(path: string, options: ApiRequest): AsyncIterable<unknown>;
};

/**
 * Reads a portlet's service.
 * @param url address below /api/portlets/
 * @throws ProblemError as `request`; whatever the signal aborts with when it aborts
 */
export type ReadPortlet = (url: string, signal: AbortSignal) => Promise<unknown>;

type Waiting = {
  readonly url: string;
  readonly signal: AbortSignal;
  /** It has its answer. */
  isSettled: boolean;
  resolve(body: unknown): void;
  reject(error: unknown): void;
};

/**
 * What windows read in the same turn of the event loop travels in one request, each answer as it comes (a page of
 * portlets begins with dozens; HTTP/1.1 has six connections, and each request costs milliseconds). What one portlet reads
 * goes out as the plain requests that it is made of: who refreshes a window sees them in the browser's network log.
 * Equal reads of several windows are asked once.
 */
export function createPortletReads(transport: ReadTransport): ReadPortlet {
  let waiting: Waiting[] = [];

  function send(): void {
    const reads = waiting.filter(({ signal }) => !signal.aborted);
    waiting = [];
    const byUrl = Map.groupBy(reads, ({ url }) => url);
    const urls = [...byUrl.keys()];
    if (new Set(urls.map(portletOf)).size === 1) {
      for (const url of urls) void readAlone(transport, url, byUrl.get(url) ?? []);
      return;
    }
    for (let start = 0; start < urls.length; start += MOST_READS) {
      const part = new Map(urls.slice(start, start + MOST_READS).map((url) => [url, byUrl.get(url) ?? []]));
      void readTogether(transport, part);
    }
  }

  return (url, signal) =>
    untilAborted(signal, (resolve, reject) => {
      if (waiting.length === 0) nextTask(send);
      waiting.push({ url, signal, isSettled: false, resolve, reject });
    });
}

/** `todo` of /api/portlets/todo/api/items. */
function portletOf(url: string): string {
  return url.split('/', 4)[3] ?? '';
}

/** Later than every effect of this render, sooner than a timer, which a hidden page has once a second. */
function nextTask(run: () => void): void {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    channel.port1.close();
    run();
  };
  channel.port2.postMessage(null);
}

type Reads = Map<string, readonly Waiting[]>;

async function readTogether(transport: ReadTransport, reads: Reads): Promise<void> {
  const interest = interestOf([...reads.values()].flat());
  const { signal } = interest;
  try {
    const body = { reads: [...reads.keys()] };
    const lines = transport.requestLines('/api/portlet-reads', { method: 'POST', body, signal });
    for await (const line of lines) {
      const { url } = line as ReadLine;
      const waiting = reads.get(url) ?? [];
      reads.delete(url);
      // A line that is no answer (a status that HTTP does not know) fails its own windows and no others.
      settle(transport, waiting, line as ReadLine).catch((error: unknown) => refuse(waiting, error));
    }
    if (reads.size > 0) throw problem('network-failed', { detail: 'the answer broke off' });
  } catch (error) {
    refuse([...reads.values()].flat(), error);
  } finally {
    interest.end();
  }
}

async function readAlone(transport: ReadTransport, url: string, waiting: readonly Waiting[]): Promise<void> {
  const interest = interestOf(waiting);
  try {
    answer(waiting, await transport.request(url, { method: 'GET', signal: interest.signal }));
  } catch (error) {
    refuse(waiting, error);
  } finally {
    interest.end();
  }
}

async function settle(transport: ReadTransport, waiting: readonly Waiting[], line: ReadLine): Promise<void> {
  if (line.status === 0) return readAlone(transport, line.url, waiting);
  if (line.status >= 200 && line.status < 300) return answer(waiting, line.body);
  const headers = { ...line.headers, 'content-type': line.type ?? 'application/json' };
  refuse(
    waiting,
    await readProblem(new Response(JSON.stringify(line.body), { status: line.status, headers })),
  );
}

function refuse(waiting: readonly Waiting[], error: unknown): void {
  for (const one of waiting) {
    one.isSettled = true;
    one.reject(error);
  }
}

/** Each window gets data of its own: what one did to it, another would see. */
function answer(waiting: readonly Waiting[], body: unknown): void {
  waiting.forEach((one, at) => {
    one.isSettled = true;
    one.resolve(at === 0 ? body : copyAnswer(body));
  });
}

/**
 * A request that several windows wait for goes on until the last of them that has no answer yet has lost interest.
 * `end` takes back what was left with their signals.
 */
function interestOf(waiting: readonly Waiting[]): { readonly signal: AbortSignal; end(): void } {
  const [only] = waiting;
  if (only && waiting.length === 1) return { signal: only.signal, end: () => undefined };
  const all = new AbortController();
  const look = () => {
    if (waiting.every(({ isSettled, signal }) => isSettled || signal.aborted)) all.abort();
  };
  const undos = waiting.map(({ signal }) => whenAborted(signal, look));
  look();
  return {
    signal: all.signal,
    end() {
      for (const undo of undos) undo();
    },
  };
}
