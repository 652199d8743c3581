import type { Locale } from '@yimen/portlet-sdk/descriptor';
import { problem } from '@yimen/problem';
import type { LocalName, RpSession } from '@yimen/relying-party';
import type { Context, Middleware } from 'koa';
import type { PersonStore } from '../stores/person-store.ts';

/** The signed-in person behind a request: what policies look at. */
export type Viewer = {
  readonly session: RpSession;
  readonly sub: string;
  readonly name: string;
  readonly username: string;
  readonly roles: readonly string[];
  /** Her unit and all units above it. */
  readonly unitIds: readonly string[];
  readonly unit: { id: string; name: LocalName } | null;
  readonly post: { id: string; name: LocalName } | null;
  readonly locale: Locale;
};

/** Sets `ctx.state.viewer` from `ctx.state.session`; without a session it sets nothing. */
export function loadViewer(people: PersonStore): Middleware {
  return async (ctx, next) => {
    const session: RpSession | undefined = ctx.state.session;
    if (session) ctx.state.viewer = presentViewer(session, await people.findLocale(session.sub));
    await next();
  };
}

/** The signed-in person. @throws problem `sign-in-required` on a route that forgot to require a session */
export function viewerOf(ctx: Pick<Context, 'state'>): Viewer {
  const viewer: Viewer | undefined = ctx.state.viewer;
  if (!viewer) throw problem('sign-in-required');
  return viewer;
}

function presentViewer(session: RpSession, savedLocale: string | undefined): Viewer {
  const { claims, sub } = session;
  const unit = claims.unit ? { id: claims.unit.id, name: claims.unit.name } : null;
  const locale = savedLocale ?? claims.locale;
  return {
    session,
    sub,
    name: claims.name ?? claims.preferred_username ?? sub,
    username: claims.preferred_username ?? sub,
    roles: claims.roles,
    unitIds: [...new Set([...claims.unit_path, ...(unit ? [unit.id] : [])])],
    unit,
    post: claims.post ? { id: claims.post.id, name: claims.post.name } : null,
    locale: locale === 'en-US' ? 'en-US' : 'zh-CN',
  };
}
