import { isProblem, problem } from '@yimen/problem';
import type { ReadAnswer } from '@yimen/shell-contract';
import { portletNameSchema } from '@yimen/shell-contract/schemas';
import type { Viewer } from '../session/viewer.ts';
import type { Gateway } from './gateway.ts';
import type { ServiceAnswer } from './service-client.ts';

/** Where portlets find their services: /api/portlets/<portlet>/<path on the service> */
export const GATEWAY_PREFIX = '/api/portlets';

/** What is bigger does not travel with other answers: the shell asks for it alone. */
const MOST_BYTES = 256 * 1024;
const KEPT_HEADERS = ['retry-after', 'www-authenticate'] as const;

/** Who reads, for how long, and on behalf of which request. */
export type Reader = { gateway: Gateway; viewer: Viewer; requestId: string; signal: AbortSignal };

/**
 * Reads JSON of a portlet's service, to be sent on together with other answers.
 *
 * @param url the address that the shell would ask: `/api/portlets/<portlet>/<path>?<query>`
 * @returns the answer as the shell takes it; never rejects. Status 0 (no status of HTTP) says that there is an answer
 *   which does not fit in here, since it is too big or no JSON
 */
export async function readJson(reader: Reader, url: string): Promise<ReadAnswer> {
  try {
    const { status, headers, body } = await ask(reader, url);
    const type = headers['content-type'] ?? '';
    const isPlainJson = /^application\/(problem\+)?json\b/.test(type) && !headers['content-encoding'];
    if (!isPlainJson || Number(headers['content-length'] ?? 0) > MOST_BYTES) {
      await body.dump();
      return { status: 0 };
    }
    const text = headers['content-length'] === undefined ? await boundedText(body) : await body.text();
    if (text === undefined) return { status: 0 };
    const isGood = status >= 200 && status < 300;
    return { status, body: JSON.parse(text), ...(!isGood && { type, headers: keptHeaders(headers) }) };
  } catch (error) {
    return failed(error, reader.requestId);
  }
}

/** A service that does not say how long its answer is may never end it: undefined as soon as it is too big. */
async function boundedText(body: ServiceAnswer['body']): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Leaving the loop ends the connection.
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

async function ask({ gateway, viewer, requestId, signal }: Reader, url: string): Promise<ServiceAnswer> {
  const rest = url.slice(GATEWAY_PREFIX.length + 1);
  const end = rest.indexOf('/');
  const portlet = portletNameSchema.safeParse(rest.slice(0, end));
  if (!url.startsWith(`${GATEWAY_PREFIX}/`) || !portlet.success) throw problem('not-found');
  const headers = { accept: 'application/json', 'accept-encoding': 'identity' };
  const target = rest.slice(end);
  return gateway.request({
    viewer,
    portlet: portlet.data,
    target,
    method: 'GET',
    headers,
    requestId,
    signal,
  });
}

function keptHeaders(headers: ServiceAnswer['headers']): Record<string, string> {
  return Object.fromEntries(KEPT_HEADERS.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])));
}

function failed(error: unknown, requestId: string): ReadAnswer {
  // An answer that broke off, or is not the JSON it claims to be: asked for alone, it says so itself.
  if (!isProblem(error)) return { status: 0 };
  return {
    status: error.problem.status,
    type: 'application/problem+json',
    headers: error.headers,
    body: { ...error.problem, instance: `urn:yimen:request:${requestId}` },
  };
}
