import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import type { Context } from 'koa';
import type { FrameAddresses } from '../frames/frame-addresses.ts';
import { viewerOf } from '../session/viewer.ts';
import type { ReleaseFileRow, ReleaseStore } from '../stores/release-store.ts';
import { createFileCache } from './file-cache.ts';
import { isPage, mediaTypeOf } from './media-types.ts';
import type { Registry } from './registry.ts';
import type { ReleaseCheck } from './release-check.ts';

type Coding = 'br' | 'gzip' | 'identity';

/** GET /releases/:name/:version/<file>: immutable, only for people who may use the portlet (I6). */
export function addReleaseFileRoutes(
  router: Router,
  o: { releases: ReleaseStore; registry: Registry; releaseCheck: ReleaseCheck; frames: FrameAddresses },
): void {
  const cache = createFileCache(o.releaseCheck.file);

  router.get('/releases/:name/:version/*path', async (ctx) => {
    const { name = '', version = '' } = ctx.params;
    const path = (ctx.params.path as string | undefined) ?? '';
    // Not allowed reads like not there (I6).
    if (!(await o.registry.mayLoad(name, version, viewerOf(ctx)))) throw problem('not-found');
    const file = await cache.get(name, version, path);
    if (!file) throw problem('not-found');
    if (isPage(path)) {
      // Never in the portal's origin: where it is served it has none.
      ctx.set('cache-control', 'no-store');
      ctx.redirect(o.frames.addressOf(name, version, path));
      return;
    }
    answerFile(ctx, file);
  });
}

/** Sends a file of a release in the smallest coding that the browser takes. */
export function answerFile(ctx: Context, file: ReleaseFileRow): void {
  const coding = chooseCoding(ctx, file);
  const body = bodyOf(file, coding);
  const etag = `"${file.sha384.slice(0, 32)}-${coding}"`;
  ctx.set('Cache-Control', 'private, max-age=31536000, immutable');
  ctx.set('Content-Type', mediaTypeOf(file.path) ?? 'application/octet-stream');
  ctx.set('ETag', etag);
  ctx.vary('Accept-Encoding');
  // Encoded already, as far as it is worth it.
  ctx.compress = false;
  if (coding !== 'identity') ctx.set('Content-Encoding', coding);
  if (ctx.get('if-none-match').includes(etag)) {
    ctx.status = 304;
    return;
  }
  ctx.status = 200;
  ctx.body = body;
}

function chooseCoding(ctx: Context, file: ReleaseFileRow): Coding {
  const sizes: [Coding, number | undefined][] = [
    ['br', file.brotli?.length],
    ['gzip', file.gzip?.length],
    ['identity', file.identity.length],
  ];
  const candidates = sizes
    .filter(
      ([coding, size]) =>
        size !== undefined && (coding === 'identity' || ctx.acceptsEncodings(coding) === coding),
    )
    .sort(([, a = 0], [, b = 0]) => a - b);
  return candidates[0]?.[0] ?? 'identity';
}

function bodyOf(file: ReleaseFileRow, coding: Coding): Buffer {
  const bytes = { br: file.brotli, gzip: file.gzip, identity: file.identity }[coding] ?? file.identity;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
