import { setTimeout as sleep } from 'node:timers/promises';
import { readProblem } from '@yimen/problem';

const ATTEMPTS = 5;

/** A request to a program: `body` is sent as JSON. */
export type JsonRequest = {
  method: string;
  url: string;
  body?: unknown;
  headers?: Record<string, string>;
};

/** Answers a request with JSON (or undefined for an empty body). */
export type JsonClient = (request: JsonRequest) => Promise<unknown>;

/**
 * Sends JSON with a bearer token. A program that is restarting is asked again for a few seconds.
 *
 * @throws ProblemError of the program's answer, with method and path in its detail
 */
export function jsonClient(token: () => Promise<string>): JsonClient {
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await send(request, await token()).catch((error: unknown) => {
        if (attempt >= ATTEMPTS)
          throw new Error(`${request.method} ${request.url}: ${(error as Error).message}`);
        return undefined;
      });
      if (response && (response.status < 500 || attempt >= ATTEMPTS))
        return await readAnswer(request, response);
      await response?.body?.cancel();
      await sleep(200 * 2 ** attempt);
    }
  };
}

async function send({ method, url, body, headers }: JsonRequest, token: string): Promise<Response> {
  return await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
}

async function readAnswer({ method, url }: JsonRequest, response: Response): Promise<unknown> {
  if (!response.ok) {
    const failure = await readProblem(response);
    failure.message = `${method} ${url} → ${response.status}: ${failure.message} ${JSON.stringify(failure.problem.errors ?? '')}`;
    throw failure;
  }
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}
