import type { Context, Middleware } from 'koa';
import { type Asset, loadAssets, type Variant } from './asset-table.ts';
import { choosesVariant, matchesEtag } from './conditional.ts';

/** Middleware that serves files; `ready` resolves when all of them are compressed. */
export type StaticFiles = Middleware & { readonly ready: Promise<void> };

const hashed = /[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/**
 * Serves a folder from memory, read once: precompressed, with strong ETags, `vary`, HEAD and 304. Only names that
 * were in the folder are ever looked up, so no path can lead out of it.
 * @param o `immutable` says which request paths never change (by default those with a hash in their name);
 *   `fallback` is the file for navigations that nothing else answered (`index.html` of a single-page application)
 * @throws Error when the folder cannot be read or has no fallback file
 */
export function staticFiles(o: {
  dir: string;
  immutable?: (path: string) => boolean;
  fallback?: string;
}): StaticFiles {
  const { assets, ready } = loadAssets(
    o.dir,
    o.immutable ?? ((path) => hashed.test(path) && !path.endsWith('.html')),
  );
  const fallback = o.fallback === undefined ? undefined : assets.get(`/${o.fallback.replace(/^\/+/, '')}`);
  if (o.fallback !== undefined && !fallback) throw new Error(`${o.dir} has no ${o.fallback}`);
  const middleware: Middleware = async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    const asset = assets.get(decodedPath(ctx));
    if (asset) return send(ctx, asset);
    await next();
    const isUnanswered =
      ctx.respond !== false && ctx.status === 404 && (ctx.body === undefined || ctx.body === null);
    if (fallback && isUnanswered && ctx.get('accept').includes('text/html')) send(ctx, fallback);
  };
  return Object.assign(middleware, { ready });
}

function decodedPath(ctx: Context): string {
  try {
    return decodeURIComponent(ctx.path);
  } catch {
    return '';
  }
}

function send(ctx: Context, asset: Asset): void {
  const variant = choosesVariant(asset.variants, ctx.get('accept-encoding'));
  if (!variant) return;
  const isUnchanged = matchesEtag(ctx.get('if-none-match'), variant.headers.etag ?? '');
  // Past Koa's own answering, which costs more than the rest of this function.
  ctx.respond = false;
  writeHead(ctx, variant, isUnchanged);
  ctx.res.end(ctx.method === 'HEAD' || isUnchanged ? undefined : variant.body);
}

function writeHead(ctx: Context, { headers }: Variant, isUnchanged: boolean): void {
  const { res } = ctx;
  res.statusCode = isUnchanged ? 304 : 200;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (!isUnchanged) return;
  res.removeHeader('content-length');
  res.removeHeader('content-encoding');
}
