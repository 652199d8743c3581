import { staticFiles } from '@yimen/service-kit';
import type { Middleware } from 'koa';
import { SHELL_PREFIX } from './shell-assets.ts';

/** Serves the built shell under /shell. Names with a hash never change. */
export function shellFiles(dist: string): Middleware {
  const serve = staticFiles({ dir: dist, immutable: (path) => path.startsWith('/assets/') });
  return async (ctx, next) => {
    const { path } = ctx;
    // The build's own notes are no part of the site.
    if (!path.startsWith(`${SHELL_PREFIX}/`) || path.startsWith(`${SHELL_PREFIX}/.`)) return await next();
    ctx.path = path.slice(SHELL_PREFIX.length);
    await serve(ctx, async () => {
      ctx.path = path;
      await next();
    });
    ctx.path = path;
  };
}
