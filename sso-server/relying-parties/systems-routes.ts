import Router from '@koa/router';
import { problem } from '@yimen/problem';
import { callerOf } from '@yimen/service-kit';
import type { Middleware } from 'koa';
import type { PeopleStore } from '../organisation/people-store.ts';
import type { RequireOwnToken } from '../provider/own-tokens.ts';
import { mayUse } from './may-use.ts';
import type { RelyingPartyDirectory } from './relying-party-directory.ts';

/** Systems API: what the person behind the token may open (scope systems:read). */
export function systemsRoutes(o: {
  relyingParties: RelyingPartyDirectory;
  people: PeopleStore;
  requireOwnToken: RequireOwnToken;
}): Middleware {
  const router = new Router({ sensitive: true });
  router.get('/api/systems', o.requireOwnToken('systems:read'), async (ctx) => {
    const caller = callerOf(ctx);
    if (caller.isService) throw problem('forbidden', { detail: 'needs the token of a person' });
    const member = await o.people.member(caller.sub);
    if (!member) throw problem('forbidden', { detail: 'the person is no longer in the directory' });
    const parties = await o.relyingParties.all();
    ctx.body = {
      systems: parties
        .filter((party) => party.isListed && party.url !== null && mayUse(member, party))
        .map(({ clientId, name, description, url, icon }) => ({ clientId, name, description, url, icon })),
    };
  });
  return router.routes() as Middleware;
}
