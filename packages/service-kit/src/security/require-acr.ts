import { problem } from '@yimen/problem';
import type { Middleware } from 'koa';
import { type AcrValue, acrReaches } from '../tokens/acr.ts';
import { callerOf } from '../tokens/caller.ts';

/**
 * Behind `requireToken`: lets a person pass whose sign-in had at least this level (RFC 9470, OAuth 2.0 Step Up
 * Authentication Challenge). A service in its own name passes: no person stands behind it that could verify again.
 * @param minimum weakest `acr` that will do
 * @throws problem `step-up-required` (401) with the extension `acr_values` and `www-authenticate` of RFC 9470, section 3
 */
export function requireAcr(minimum: AcrValue): Middleware {
  return async (ctx, next) => {
    const caller = callerOf(ctx);
    if (!caller.isService && !acrReaches(caller.acr, minimum)) throw stepUpRequired(minimum);
    await next();
  };
}

/**
 * The refusal of {@link requireAcr}, for rules that are not a middleware.
 * @param minimum weakest `acr` that would do
 * @returns the problem to throw
 */
export function stepUpRequired(minimum: AcrValue): Error {
  const challenge = `Bearer error="insufficient_user_authentication", error_description="A stronger sign-in is required", acr_values="${minimum}"`;
  return problem('step-up-required', {
    detail: `needs acr ${minimum}`,
    acr_values: minimum,
    headers: { 'www-authenticate': challenge },
  });
}
