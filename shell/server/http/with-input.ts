import type { Input, RequestSchema } from '@yimen/service-kit';
import { validate } from '@yimen/service-kit';
import type { Context, Middleware } from 'koa';

/** A request whose input has been checked. */
export type CheckedContext<S extends RequestSchema> = Context & { input: Input<S> };

/** Checks a request and hands it, typed, to a handler: `router.put(path, withInput(schema, async (ctx) => …))`. */
export function withInput<const S extends RequestSchema>(
  schema: S,
  handle: (ctx: CheckedContext<S>) => Promise<void>,
): Middleware {
  const check = validate(schema) as unknown as Middleware;
  return (ctx, _next) => check(ctx, () => handle(ctx as CheckedContext<S>));
}
