import { problem } from '@yimen/problem';
import { type Caller, requireSameSite } from '@yimen/service-kit';
import type { Context, Middleware } from 'koa';
import type { ReleaseCaller } from '../registry/states/release-caller.ts';
import { viewerOf } from '../session/viewer.ts';
import { isAdministrator } from './administrator.ts';

/**
 * Lets administrators in: people with the role by their session, and programs with a token of scope `portal:admin`.
 * A request with a bearer token is judged by the token only.
 */
export function requireAdministrator(o: {
  publicUrl: string;
  requireToken: Middleware;
  requireSession: Middleware;
}): Middleware {
  const sameSite = requireSameSite({ publicUrl: o.publicUrl });
  return (ctx, next) => {
    if (ctx.get('authorization') !== '') return o.requireToken(ctx, next);
    return o.requireSession(ctx, async () => {
      if (!isAdministrator(viewerOf(ctx))) throw problem('forbidden', { detail: 'needs role administrator' });
      await sameSite(ctx, next);
    });
  };
}

/** Who administers: a person by session or token, or a program with scope `portal:admin`. */
export function administratorCaller(ctx: Context): ReleaseCaller {
  const caller: Caller | undefined = ctx.state.caller;
  if (!caller) {
    const { sub, name, roles } = viewerOf(ctx);
    return { kind: 'person', id: sub, name, roles };
  }
  const kind = caller.isService ? 'client' : 'person';
  return { kind, id: caller.sub, name: caller.name ?? null, roles: caller.roles };
}

/** Who administers, for the record: a person or a program. */
export function administratorOf(ctx: Context): string {
  return ctx.state.caller?.sub ?? viewerOf(ctx).sub;
}
