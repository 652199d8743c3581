import {
  type FieldError,
  type ProblemDetails,
  ProblemError,
  problem,
  problemMediaType,
} from './problem-error.ts';

/**
 * Turns a failed response into a problem to throw (client side).
 * An answer that is no problem details becomes `unexpected-answer` with the extension `answeredStatus`;
 * its body is not kept, since it may hold anything.
 * @param response a response whose body has not been read
 * @returns the problem; `retry-after` and `www-authenticate` are kept in its headers. Never throws.
 */
export async function readProblem(response: Response): Promise<ProblemError> {
  const mediaType = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const headers = keptHeaders(response);
  const details =
    mediaType === problemMediaType ? parseDetails(await readText(response), response.status) : undefined;
  if (details) return new ProblemError(details, { headers });
  await response.body?.cancel().catch(() => undefined);
  const detail = `HTTP ${response.status} with ${mediaType || 'no content type'} instead of problem details`;
  return problem('unexpected-answer', { detail, answeredStatus: response.status, headers });
}

async function readText(response: Response): Promise<string> {
  return response.text().catch(() => '');
}

function keptHeaders(response: Response): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of ['retry-after', 'www-authenticate']) {
    const value = response.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  return headers;
}

function parseDetails(text: string, status: number): ProblemDetails | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const members = body as Record<string, unknown>;
  // RFC 9457, 3.1: members of a wrong type are ignored; the status of the response is the one that counts.
  const { type, title, detail, instance, errors, ...extensions } = members;
  return {
    ...extensions,
    type: typeof type === 'string' ? type : 'about:blank',
    title: typeof title === 'string' ? title : `HTTP ${status}`,
    status,
    ...(typeof detail === 'string' && { detail }),
    ...(typeof instance === 'string' && { instance }),
    ...(Array.isArray(errors) && { errors: errors.filter(isFieldError) }),
  };
}

function isFieldError(value: unknown): value is FieldError {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'pointer' in value &&
    typeof value.pointer === 'string' &&
    'detail' in value &&
    typeof value.detail === 'string'
  );
}
