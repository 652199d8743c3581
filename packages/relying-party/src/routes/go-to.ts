import type { Context } from 'koa';

/** 303: whatever the browser did to get here, it now gets the page (never 307, RFC 9700, 4.12). */
export function goTo(ctx: Context, path: string): 'answered' {
  ctx.redirect(path);
  ctx.status = 303;
  return 'answered';
}
