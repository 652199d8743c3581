import { problem } from '@yimen/problem';
import type { Middleware } from 'koa';
import { paths } from './paths.ts';

const longest = 12_000;

/**
 * OpenID Connect Core 3.1.2.1 wants POST besides GET. The session cookie is SameSite=Lax and does not come
 * with a cross-site POST, so the request becomes a GET, with which it does (S16).
 */
export function redirectPostedAuthorization(): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== paths.authorization || ctx.method !== 'POST') return next();
    if (!ctx.is('urlencoded')) throw problem('unsupported-media-type');
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(ctx.request.body ?? {})) {
      for (const one of [value].flat()) query.append(name, String(one));
    }
    const text = query.toString();
    if (text.length > longest) throw problem('too-large');
    ctx.status = 303;
    ctx.redirect(`${paths.authorization}?${text}`);
  };
}
