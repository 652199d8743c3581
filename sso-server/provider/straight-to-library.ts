import type { Middleware } from 'koa';
import { paths } from './paths.ts';

const { token, introspection, revocation, userinfo, jwks } = paths.provider;
const own = new Set<string>([token, introspection, revocation, userinfo, jwks]);

/**
 * Nothing of ours answers at these addresses of the library, and programs ask there often: their requests are not
 * matched against the routes of every page and operation first.
 */
export function straightToLibrary(library: Middleware): Middleware {
  return (ctx, next) => (own.has(ctx.path) ? library(ctx, next) : next());
}
