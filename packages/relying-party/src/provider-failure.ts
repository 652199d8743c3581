import { type ProblemError, problem } from '@yimen/problem';
import { ResponseBodyError } from 'openid-client';

/** Whether the OpenID Provider said that a code, token or its session is no longer good (RFC 6749, 5.2). */
export function isInvalidGrant(error: unknown): boolean {
  return error instanceof ResponseBodyError && error.error === 'invalid_grant';
}

// RFC 6749, 5.2 and RFC 8693, 2.2.2: this person or this client may not have such a token.
const REFUSALS = new Set(['invalid_target', 'invalid_scope', 'access_denied', 'unauthorized_client']);

/** Maps what went wrong at the OpenID Provider's token endpoint to a problem for our own caller. */
export function providerProblem(error: unknown): ProblemError {
  if (error instanceof ResponseBodyError && REFUSALS.has(error.error)) {
    return problem('forbidden', { detail: `The sign-in service refused this access (${error.error}).` });
  }
  return problem('service-unavailable', {
    detail: 'The sign-in service did not answer as expected.',
    headers: { 'Retry-After': '5' },
  });
}

/** What the log may say about a failure at the OpenID Provider: codes and status, never bodies with tokens. */
export function providerFailureFields(error: unknown): Record<string, unknown> {
  if (error instanceof ResponseBodyError) {
    return { error: error.error, status: error.status, description: error.error_description };
  }
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause instanceof Error ? error.cause.message : undefined;
  return { error: error.name, kind: (error as { code?: unknown }).code, message: error.message, cause };
}
