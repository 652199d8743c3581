import { readFileSync } from 'node:fs';
import type { Middleware } from 'koa';
import { hashId } from '../../adapter/hash-id.ts';
import { paths } from '../../provider/paths.ts';

const script = readFileSync(new URL('passkey.js', import.meta.url), 'utf8');
const etag = `"${hashId(script)}"`;

/** The one script of the pages, from this origin: the content security policy allows no other. */
export function passkeyScript(): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== paths.passkeyScript || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next();
    ctx.set('cache-control', 'public, max-age=300');
    ctx.set('etag', etag);
    ctx.type = 'text/javascript; charset=utf-8';
    ctx.status = 200;
    if (ctx.fresh) ctx.status = 304;
    else ctx.body = script;
  };
}
