import { isDatabaseUnavailable } from '@yimen/database';
import { problem } from '@yimen/problem';
import type { Context, Middleware } from 'koa';
import type { Provider } from 'oidc-provider';

const retryAfterSeconds = '5';
const away = new WeakMap<object, unknown>();

const unavailable = (cause: unknown) =>
  problem('service-unavailable', { headers: { 'retry-after': retryAfterSeconds }, cause });

/** The database is away for a moment: that is a 503 with Retry-After, not a fault of ours or of the request. */
export function answerDatabaseAway(): Middleware {
  return async (_ctx, next) => {
    try {
      await next();
    } catch (error) {
      throw isDatabaseUnavailable(error) ? unavailable(error) : error;
    }
  };
}

/** The library answers errors itself and says only `server_error`: its event tells which one it was. */
export function noteDatabaseAway(provider: Provider): void {
  provider.on('server_error', (ctx, error) => {
    if (isDatabaseUnavailable(error)) away.set(ctx, error);
  });
}

/** What the library wrote is not durable after all. @throws any other error */
export function noteNotDurable(ctx: Context, error: unknown): void {
  if (!isDatabaseUnavailable(error)) throw error;
  away.set(ctx, error);
}

/** After the library: a page for people, and what OAuth clients understand for programs (RFC 6749, 4.1.2.1). */
export function correctDatabaseAway(ctx: Context): void {
  const cause = away.get(ctx);
  if (cause === undefined) return;
  if (ctx.get('accept').includes('text/html')) throw unavailable(cause);
  ctx.status = 503;
  ctx.set('retry-after', retryAfterSeconds);
  ctx.body = {
    error: 'temporarily_unavailable',
    error_description: 'the server is recovering, try again soon',
  };
}
