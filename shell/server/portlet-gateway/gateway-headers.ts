import type { IncomingHttpHeaders } from 'node:http';

// Lists of what may pass: a header that nobody thought of stays outside. Cookies and tokens are on neither.
const REQUEST_HEADERS = [
  'accept',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'range',
] as const;

const RESPONSE_HEADERS = [
  'accept-ranges',
  'allow',
  'cache-control',
  'content-disposition',
  // A service that codes its answers unasked: the browser takes it off.
  'content-encoding',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'last-modified',
  'retry-after',
] as const;

/** What a browser's request says that its service needs to know. */
export function upstreamHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of REQUEST_HEADERS) {
    const value = headers[name];
    if (typeof value === 'string') passed[name] = value;
  }
  // The portal compresses for the browser; between the two programs it would only cost time.
  passed['accept-encoding'] = 'identity';
  return passed;
}

/** What a service's answer says that the browser may know. */
export function downstreamHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of RESPONSE_HEADERS) {
    const value = headers[name];
    if (value !== undefined) passed[name] = value;
  }
  // An answer is one person's, whatever the service thinks: no shared cache may keep it, and her browser asks before
  // it uses it again. The next person at the same machine has another session and the same cache.
  const isKept = !/\bno-store\b/i.test(passed['cache-control'] ?? '');
  passed['cache-control'] = isKept ? 'private, no-cache' : 'no-store';
  return passed;
}
