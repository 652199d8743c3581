import { type Caller, requireSameSite, requireToken } from '@yimen/service-kit';
import type { Middleware } from 'koa';
import type { RelyingParty } from '../create-relying-party.ts';
import type { RpSession } from '../rp-session.ts';

/** What the guard needs to know. */
export type CallerGuardOptions = {
  relyingParty: Pick<RelyingParty, 'loadSession' | 'requireSession'>;
  issuer: string;
  /** Who access tokens must be for: this service. */
  audience: string;
  /** This system's own client, by which a person with a session acts. */
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
 *
 * Access tokens are checked as RFC 9068, section 4, and RFC 6750, section 3, say (`requireToken` of service-kit).
 *
 * @returns makes the guard of a route from the scope that its tokens need; a session has `sessionScopes` whatever the
 *   route. The guard throws the problems of `requireToken` (with an `authorization` header), else those of
 *   `requireSession` and `requireSameSite`.
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
    // A session of a relying party says nothing of how she signed in.
    amr: [],
    isService: false,
  };
}
