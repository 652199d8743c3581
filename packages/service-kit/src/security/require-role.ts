import { problem } from '@yimen/problem';
import type { Context, Middleware } from 'koa';

/**
 * Lets a request pass whose caller (`requireToken`) or signed-in person (the relying party's session) has one of the
 * roles.
 * @throws problem `sign-in-required` when there is neither, `forbidden` when no role fits
 */
export function requireRole(...roles: string[]): Middleware {
  return async (ctx, next) => {
    const own = rolesOf(ctx);
    if (!own) throw problem('sign-in-required');
    if (!roles.some((role) => own.includes(role)))
      throw problem('forbidden', { detail: `needs role ${roles.join(' or ')}` });
    await next();
  };
}

function rolesOf(ctx: Context): string[] | undefined {
  const roles: unknown = ctx.state.caller?.roles ?? ctx.state.session?.claims?.roles;
  if (Array.isArray(roles)) return roles.filter((role) => typeof role === 'string');
  return ctx.state.caller || ctx.state.session ? [] : undefined;
}
