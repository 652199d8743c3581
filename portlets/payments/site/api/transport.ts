import { problem, readProblem } from '@yimen/problem';

type Sent = { body?: unknown; revision?: number; signal?: AbortSignal };

/**
 * Asks this system's own service. The language of the answer is that of the page; the header `x-yimen-request`
 * proves that one of our own pages asks.
 *
 * @throws a problem, also when there is no connection
 */
export async function send<T>(method: 'GET' | 'POST' | 'PUT', path: string, sent: Sent = {}): Promise<T> {
  const { body, revision, signal } = sent;
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': document.documentElement.lang,
    'x-yimen-request': '1',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
  };
  const response = await fetch(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw problem('network-failed', { cause: error });
  });
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as T;
}
