import type { Middleware } from 'koa';

/**
 * The library builds addresses from the request. A Host header that somebody made up, or a proxy that does
 * not pass the scheme on, would put wrong addresses into the discovery document and into redirects (S14).
 */
export function presentAsIssuer(issuer: string): Middleware {
  const { protocol, host } = new URL(issuer);
  const fixed = {
    protocol: { value: protocol.slice(0, -1) },
    host: { value: host },
  };
  return async (ctx, next) => {
    Object.defineProperties(ctx.request, fixed);
    await next();
  };
}
