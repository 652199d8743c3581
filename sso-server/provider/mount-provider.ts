import type { Database } from '@yimen/database';
import type { Context, Middleware } from 'koa';
import type { Provider } from 'oidc-provider';
import type { SsoDatabase } from '../database-schema.ts';
import { correctDatabaseAway, noteNotDurable } from '../operation/database-away.ts';
import { auditWritten } from './audit-events.ts';

/** The library as the last middleware. Its answer goes out when all that it wrote, its audit rows too, is durable. */
export function mountProvider(
  live: { readonly provider: Provider },
  db: Pick<Database<SsoDatabase>, 'unit'>,
): Middleware {
  return async (ctx, next) => {
    // Nothing was added with provider.use(), so the library is this one function.
    const [handle] = live.provider.middleware as Middleware[];
    if (!handle) throw new Error('the provider has no middleware');
    try {
      await db.unit(() => Promise.resolve(handle(ctx, next)));
    } catch (error) {
      noteNotDurable(ctx, error);
    }
    correctDatabaseAway(ctx);
    permitOwnScript(ctx);
    await auditWritten(ctx);
  };
}

/**
 * The page of the form_post response mode posts itself: the library adds the hash of its script to our policy, where
 * `'none'` may only stand alone (CSP 3, 6.7.2.4).
 */
function permitOwnScript(ctx: Context): void {
  const policy = ctx.response.get('content-security-policy');
  const own = "script-src 'none' 'sha256-";
  if (policy.includes(own)) ctx.set('content-security-policy', policy.replace(own, "script-src 'sha256-"));
}
