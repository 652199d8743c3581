import Router from '@koa/router';
import type { Middleware } from 'koa';
import type { RelyingPartyParts } from '../relying-party-parts.ts';
import { backChannelLogout } from './back-channel-logout.ts';
import { callback } from './callback.ts';
import { signIn } from './sign-in.ts';
import { signedOut, signOut } from './sign-out.ts';
import { verified } from './verified.ts';

/** All routes of a relying party, under `/auth`. */
export function authRoutes(
  parts: RelyingPartyParts,
  o: { loadSession: Middleware; signedOutPage?: Middleware | undefined },
): Middleware {
  const router = new Router({ prefix: '/auth', sensitive: true });
  router.get('/sign-in', o.loadSession, signIn(parts));
  router.get('/callback', o.loadSession, callback(parts));
  router.post('/sign-out', o.loadSession, signOut(parts));
  router.get('/signed-out', o.signedOutPage ?? signedOut());
  router.get('/verified', verified());
  router.post('/back-channel-logout', backChannelLogout(parts));
  return router.routes() as unknown as Middleware;
}
