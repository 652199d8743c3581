import type { JsonValue } from '@yimen/portlet-sdk';
import { isProblem, problem, readProblem } from '@yimen/problem';
import { noteAnswer } from '../portlet-container/figures/answer-facts.ts';

/** A request to the portal server. */
export type ApiRequest = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: JsonValue | FormData | object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean;
};

type SessionEndListener = () => void;
let onSessionEnd: SessionEndListener = () => undefined;

/** Says what happens when the portal server answers that the session has ended; there is one session per page. */
export function watchSessionEnd(listener: SessionEndListener): void {
  onSessionEnd = listener;
}

/**
 * The shell's one way to the portal server.
 * @returns the body; undefined for an answer without one
 * @throws ProblemError always: what is no problem details becomes `unexpected-answer`, a lost connection
 *   `network-failed`; an AbortError stays what it is
 */
export async function request<T>(path: string, options: ApiRequest = {}): Promise<T> {
  return (await readBody(await sendWell(path, options))) as T;
}

/**
 * As `request`, for an answer of many lines of JSON, each given as soon as it has come.
 * @throws ProblemError `network-failed` when the answer breaks off
 */
export async function* requestLines(path: string, options: ApiRequest = {}): AsyncGenerator<unknown> {
  const { body, headers } = await sendWell(path, options);
  const requestId = headers.get('x-request-id') ?? '';
  if (!body) return;
  // By its reader: not every browser can iterate over a stream.
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const lines = (rest + chunk.value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield parseLine(line, requestId);
    }
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw problem('network-failed', { cause: error });
  }
}

/** A line of an answer; what a window reads is in its `body`. */
function parseLine(line: string, requestId: string): unknown {
  const parsed: unknown = JSON.parse(line);
  if (typeof parsed === 'object' && parsed !== null && 'body' in parsed)
    noteAnswer(parsed.body, line, requestId);
  return parsed;
}

/** Sends a request whose failure is thrown. */
async function sendWell(path: string, options: ApiRequest): Promise<Response> {
  const response = await send(path, options);
  if (response.ok) return response;
  const error = await readProblem(response);
  if (isProblem(error, 'session-ended') || isProblem(error, 'sign-in-required'))
    await confirmSessionEnd(path);
  throw error;
}

async function send(
  path: string,
  { method = 'GET', body, headers, signal, keepalive }: ApiRequest,
): Promise<Response> {
  // The browser itself says what these are.
  const isWhole = body instanceof FormData || body instanceof Blob;
  const content = isWhole ? body : body === undefined ? undefined : JSON.stringify(body);
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json, application/problem+json',
        // The portal server takes state-changing requests from its own pages only (architecture D4).
        'x-yimen-request': '1',
        ...(body !== undefined && !isWhole && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(content !== undefined && { body: content }),
      ...(signal && { signal }),
      // Fetch Standard: bodies of keepalive requests are limited to 64 KiB in sum.
      keepalive: keepalive === true && typeof content === 'string' && content.length < 20_000,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw problem('network-failed', { cause: error });
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  if (!/^application\/([\w.+-]+\+)?json\b/.test(response.headers.get('content-type') ?? '')) return text;
  try {
    const body: unknown = JSON.parse(text);
    noteAnswer(body, text, response.headers.get('x-request-id') ?? '');
    return body;
  } catch (error) {
    throw problem('unexpected-answer', {
      detail: 'the answer is not the JSON that it claims to be',
      cause: error,
    });
  }
}

/**
 * A portlet's service can answer 401 too, and is not to be believed about the portal's session: the portal server
 * itself is asked.
 */
async function confirmSessionEnd(path: string): Promise<void> {
  if (!path.startsWith('/api/portlets/')) {
    onSessionEnd();
    return;
  }
  const response = await send('/api/session', {}).catch(() => null);
  if (response?.status === 401) onSessionEnd();
}
