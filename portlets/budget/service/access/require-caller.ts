import type { RelyingParty, RpSession } from '@yimen/relying-party';
import { type Caller, requireSameSite, requireToken } from '@yimen/service-kit';
import type { Middleware } from 'koa';

/** What the guard needs to know. */
export type CallerGuardOptions = {
  relyingParty: Pick<RelyingParty, 'loadSession' | 'requireSession'>;
  issuer: string;
  audience: string;
  clientId: string;
  publicUrl: string;
  /** What a person may do on the system's own pages. */
  sessionScopes: readonly string[];
  fetch?: typeof fetch;
};

/** Makes a guard for a route that needs this scope. */
export type CallerGuard = (scope: string) => Middleware;

/**
 * Lets a request pass that carries an access token for this service (the portal's gateway, other services) or a
 * session of the system's own site, and sets `ctx.state.caller` alike. A session rides on a cookie, so there
 * state-changing requests must prove that they come from our own page; a token proves it by being there.
 */
export function createCallerGuard(o: CallerGuardOptions): CallerGuard {
  const load = o.relyingParty.loadSession();
  const demand = o.relyingParty.requireSession();
  const sameSite = requireSameSite({ publicUrl: o.publicUrl });
  return (scope) => {
    const token = requireToken({
      issuer: o.issuer,
      audience: o.audience,
      scope,
      ...(o.fetch && { fetch: o.fetch }),
    });
    return (ctx, next) => {
      if (ctx.get('authorization') !== '') return token(ctx, next);
      const proceed = () => {
        ctx.state.caller = callerOfSession(ctx.state.session, o);
        return next();
      };
      return load(ctx, () => demand(ctx, () => sameSite(ctx, proceed)));
    };
  };
}

function callerOfSession(session: RpSession, o: CallerGuardOptions): Caller {
  const { name, preferred_username, roles, unit, unit_path, post } = session.claims;
  return {
    sub: session.sub,
    clientId: o.clientId,
    scopes: [...o.sessionScopes],
    ...(name !== undefined && { name }),
    ...(preferred_username !== undefined && { username: preferred_username }),
    roles,
    ...(unit && { unitId: unit.id }),
    unitPath: unit_path,
    ...(post && { postId: post.id }),
    isService: false,
  };
}
