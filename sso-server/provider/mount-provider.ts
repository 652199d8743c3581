import type { Middleware } from 'koa';
import type { Provider } from 'oidc-provider';
import { auditWritten } from './audit-events.ts';

/** The library as the last middleware. Its answer goes out when its audit rows are durable. */
export function mountProvider(live: { readonly provider: Provider }): Middleware {
  return async (ctx, next) => {
    // Nothing was added with provider.use(), so the library is this one function.
    const [handle] = live.provider.middleware as Middleware[];
    if (!handle) throw new Error('the provider has no middleware');
    await handle(ctx, next);
    await auditWritten(ctx);
  };
}
