import { problem, readProblem } from '@yimen/problem';

/**
 * Reads from this system's own service, in the language of the page. The header `x-yimen-request` tells the service
 * that a script asks, which is answered with a problem and not with a redirect to sign-in.
 *
 * @throws a problem, also when there is no connection
 */
export async function read(path: string, signal?: AbortSignal): Promise<Response> {
  const headers = { 'accept-language': document.documentElement.lang, 'x-yimen-request': '1' };
  const response = await fetch(path, { headers, ...(signal ? { signal } : {}) }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw problem('network-failed', { cause: error });
  });
  if (!response.ok) throw await readProblem(response);
  return response;
}

/** The same as JSON. */
export async function readJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await read(path, signal)).json()) as T;
}
