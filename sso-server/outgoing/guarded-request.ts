import { isIP } from 'node:net';
import { type Agent, request as undiciRequest } from 'undici';
import { type AddressNotAllowed, createAddressCheck } from './allowed-networks.ts';
import { createAgent, refusal } from './outgoing.ts';

/** One request and its answer; a redirect is an answer like any other. */
export type GuardedRequest = (
  url: string,
  options: {
    method?: 'GET' | 'POST';
    headers?: Record<string, string>;
    form?: URLSearchParams;
    signal: AbortSignal;
  },
) => Promise<GuardedAnswer>;

export type GuardedAnswer = {
  status: number;
  headers: Headers;
  /** The beginning of the body. */
  text: string;
};

const mostText = 65_536;

/**
 * Requests into the allowed networks only, for purposes that have to see the answer. The address is checked when the
 * connection is made, redirects are not followed, and only the beginning of the body is read.
 * @throws AddressNotAllowed as it is or as the `cause`, or what the connection failed with
 */
export function createGuardedRequest(
  purpose: string,
  networks: string,
): { request: GuardedRequest; close(): Promise<void> } {
  const isAllowed = createAddressCheck(networks);
  const agent: Agent = createAgent(purpose, isAllowed, 32 * 1_048_576);
  return {
    async request(url, { method = 'GET', headers, form, signal }) {
      const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
      if (isIP(host) !== 0 && !isAllowed(host)) throw refusal(host, purpose) satisfies AddressNotAllowed;
      // Not fetch(), which calls itself a script (Sec-Fetch-Mode: cors): mod_auth_openidc answers scripts with 401.
      const response = await undiciRequest(url, {
        method,
        headers: {
          ...headers,
          ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        ...(form && { body: form.toString() }),
        signal,
        dispatcher: agent,
      });
      return {
        status: response.statusCode,
        headers: headersOf(response.headers),
        text: await beginningOf(response.body),
      };
    },
    close: () => agent.close(),
  };
}

type Received = Awaited<ReturnType<typeof undiciRequest>>;

function headersOf(received: Received['headers']): Headers {
  const pairs = Object.entries(received).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
  return new Headers(pairs);
}

async function beginningOf(body: Received['body']): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= mostText) break;
  }
  return text.slice(0, mostText);
}
