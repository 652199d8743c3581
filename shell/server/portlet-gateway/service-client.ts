import type { Readable } from 'node:stream';
import { Agent, type Dispatcher, errors } from 'undici';

/** What a service answered: its head, and the body as it comes. */
export type ServiceAnswer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Dispatcher.ResponseData['body'];
};

/** A request to a service. */
export type ServiceRequest = {
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: Readable | undefined;
  signal: AbortSignal;
};

/** The gateway's connections to services; idle ones close by themselves. */
export type ServiceClient = {
  /**
   * Sends a request; follows no redirect and takes off no coding.
   *
   * @returns the answer when its head is there; the body breaks off after a time of silence
   * @throws what undici throws; see {@link isTimeout}
   */
  send(url: URL, request: ServiceRequest): Promise<ServiceAnswer>;
};

/**
 * Connections that are kept, by undici itself and not by `fetch`: half of what a small answer cost the portal was the
 * garbage of fetch's streams and signals.
 *
 * @param timeout milliseconds of silence after which a service is given up
 */
export function createServiceClient(timeout: number): ServiceClient {
  const agent = new Agent({ headersTimeout: timeout, bodyTimeout: timeout, connect: { timeout } });
  return {
    async send(url, { method, headers, body, signal }) {
      const answer = await agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: method as Dispatcher.HttpMethod,
        headers,
        body: body ?? null,
        signal,
      });
      return { status: answer.statusCode, headers: singleValues(answer.headers), body: answer.body };
    },
  };
}

/** Whether a service was silent for too long, when connecting or before its answer began. */
export function isTimeout(error: unknown): boolean {
  return error instanceof errors.HeadersTimeoutError || error instanceof errors.ConnectTimeoutError;
}

function singleValues(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    // Only Set-Cookie cannot be joined (RFC 9110, 5.3), and that does not pass the gateway.
    if (value !== undefined) single[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return single;
}
