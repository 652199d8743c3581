import type { Middleware } from 'koa';
import type { Provider } from 'oidc-provider';
import { auditWritten } from './audit-events.ts';

/** The library as the last middleware. Its answer goes out when its audit rows are durable. */
export function mountProvider(provider: Provider): Middleware {
  // Nothing was added with provider.use(), so the library is this one function.
  const [handle] = provider.middleware as Middleware[];
  if (!handle) throw new Error('the provider has no middleware');
  return async (ctx, next) => {
    await handle(ctx, next);
    await auditWritten(ctx);
  };
}
