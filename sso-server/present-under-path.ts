import { problem } from '@yimen/problem';
import type { Context, Middleware } from 'koa';

/** The path of the issuer without a slash at its end: empty for most. */
export function prefixOf(issuer: string): string {
  return new URL(issuer).pathname.replace(/\/+$/, '');
}

/**
 * An issuer such as https://portal.example.cn/sso (S14): the proxy leaves the path as it is. Inside, everything is as if
 * there were none; what goes out (redirects, paths of cookies, links and forms of our pages) gets it back here, in one
 * place, so that no page has to think of it.
 */
export function presentUnderPath(issuer: string): Middleware {
  const prefix = prefixOf(issuer);
  if (prefix === '') return (_ctx, next) => next();
  return async (ctx, next) => {
    if (!isUnder(ctx.path, prefix)) throw problem('not-found');
    ctx.url = ctx.url.slice(prefix.length) || '/';
    // The library builds its addresses with this, as below koa-mount.
    ctx.mountPath = prefix;
    try {
      await next();
    } finally {
      addPrefix(ctx, prefix);
    }
  };
}

const isUnder = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`);

function addPrefix(ctx: Context, prefix: string): void {
  const within = (path: string) =>
    path.startsWith('/') && !isUnder(path, prefix) ? `${prefix}${path}` : path;
  const location: string | undefined = ctx.response.get('location');
  if (location?.startsWith('/') && !location.startsWith('//')) ctx.set('location', within(location));
  const cookies = ctx.res.getHeader('set-cookie');
  if (Array.isArray(cookies)) {
    ctx.set(
      'set-cookie',
      cookies.map((line) => line.replace(/; path=([^;]*)/i, (_, path: string) => `; path=${within(path)}`)),
    );
  }
  if (typeof ctx.body === 'string' && ctx.type === 'text/html') {
    ctx.body = ctx.body.replace(
      / (href|action)="(\/[^"/][^"]*)"/g,
      (_, name: string, path: string) => ` ${name}="${within(path)}"`,
    );
  }
}

/** Where a request leads, whether the path of the issuer has been taken off yet or not. */
export function pathWithin(issuer: string, ctx: Context): string {
  const prefix = prefixOf(issuer);
  return prefix !== '' && isUnder(ctx.path, prefix) ? ctx.path.slice(prefix.length) : ctx.path;
}
