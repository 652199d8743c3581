import { problem } from '@yimen/problem';
import { z } from 'zod';
import { discover } from './discovery.ts';

/** A service's own access token for one audience. */
export type ClientCredentials = {
  /** A token that is good for at least some seconds. @throws problem when the sso-server gives none */
  token(): Promise<string>;
  /** `fetch` with that token; a 401 is answered once with a new token. @throws problem as above, or what fetch throws */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
};

type Options = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Resource indicator of the service to call. */
  audience: string;
  scope: string;
  fetch?: typeof fetch;
  clock?: () => number;
};

const answer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().default(60) });
const answerLimit = 10_000;
const margin = 30_000;

/**
 * Client credentials (RFC 6749, 4.4) for one audience (RFC 8707). A token is used again until shortly before it
 * expires, and however many requests need one, one is asked for.
 */
export function clientCredentials(o: Options): ClientCredentials {
  const fetchFrom = o.fetch ?? fetch;
  const clock = o.clock ?? Date.now;
  const discovery = discover(o.issuer, fetchFrom);
  let current: { token: string; renewAt: number } | undefined;
  let asking: Promise<string> | undefined;

  const ask = async (): Promise<string> => {
    const { token_endpoint } = await discovery();
    const asked = clock();
    const { access_token, expires_in } = await requestToken(token_endpoint, o, fetchFrom);
    const lifetime = expires_in * 1_000;
    current = { token: access_token, renewAt: asked + Math.max(lifetime - margin, lifetime / 2) };
    return access_token;
  };
  const token = async (): Promise<string> => {
    if (current && clock() < current.renewAt) return current.token;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
  const send = async (
    url: string | URL,
    init: RequestInit,
  ): Promise<{ used: string; response: Response }> => {
    const used = await token();
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${used}`);
    const limit = AbortSignal.timeout(answerLimit);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    // A redirect would take the token to where we did not mean to send it.
    return { used, response: await fetchFrom(url, { redirect: 'error', ...init, headers, signal }) };
  };
  return {
    token,
    async fetch(url, init = {}) {
      const { used, response } = await send(url, init);
      if (response.status !== 401 || init.body instanceof ReadableStream) return response;
      await response.body?.cancel();
      if (current?.token === used) current = undefined;
      return (await send(url, init)).response;
    },
  };
}

async function requestToken(
  endpoint: string,
  o: Options,
  fetchFrom: typeof fetch,
): Promise<z.infer<typeof answer>> {
  // RFC 6749, 2.3.1: both parts are form-encoded before they are joined.
  const encode = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2);
  const basic = Buffer.from(`${encode(o.clientId)}:${encode(o.clientSecret)}`).toString('base64');
  const response = await fetchFrom(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, accept: 'application/json' },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: o.scope, resource: o.audience }),
    redirect: 'error',
    signal: AbortSignal.timeout(answerLimit),
  }).catch((cause: unknown) => {
    throw problem('service-unavailable', { detail: 'the sso-server cannot be reached', cause });
  });
  const body: unknown = await response.json().catch(() => undefined);
  const result = answer.safeParse(body);
  if (response.ok && result.success) return result.data;
  const code = z.object({ error: z.string() }).safeParse(body).data?.error ?? 'no OAuth error';
  const detail = `no token for ${o.audience}: HTTP ${response.status}, ${code}`;
  throw problem(response.status >= 500 ? 'service-unavailable' : 'unexpected-answer', { detail });
}
