import type { Context } from 'koa';

/**
 * Whether a state-changing request comes from a page of this very origin.
 *
 * Ports of one host are the same *site*, so SameSite cookies do not keep a neighbour out: only `same-origin` passes.
 */
export function isSameOrigin(ctx: Context, publicUrl: string): boolean {
  const site = ctx.get('sec-fetch-site');
  if (site !== '') return site === 'same-origin';
  return ctx.get('origin') === new URL(publicUrl).origin;
}
