import { isIP } from 'node:net';
import { type Agent, fetch as undiciFetch } from 'undici';
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
      const response = await undiciFetch(url, {
        method,
        headers: {
          ...headers,
          ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        ...(form && { body: form.toString() }),
        redirect: 'manual',
        signal,
        dispatcher: agent,
      });
      return {
        status: response.status,
        headers: response.headers as unknown as Headers,
        text: await beginningOf(response),
      };
    },
    close: () => agent.close(),
  };
}

async function beginningOf(response: Awaited<ReturnType<typeof undiciFetch>>): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (text.length < mostText) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value as Uint8Array, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return text.slice(0, mostText);
}
