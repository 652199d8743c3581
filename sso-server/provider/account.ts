import type { Account, Client, FindAccount, KoaContextWithOIDC } from 'oidc-provider';
import { type Member, memberClaims } from '../organisation/member.ts';
import type { PeopleStore } from '../organisation/people-store.ts';
import { claimsForScopes, claimsOfScopes } from '../organisation/standard-claims.ts';
import { clientSwitches } from './client-metadata.ts';

type SsoAccount = Account & { member: Member };

/**
 * A disabled person is not found: the library then refuses her codes and refresh tokens with invalid_grant,
 * whatever is still stored.
 */
export function createFindAccount(people: PeopleStore): FindAccount {
  return async (ctx, sub) => {
    const member = await people.member(sub);
    if (!member?.isActive) return undefined;
    const account: SsoAccount = {
      accountId: sub,
      member,
      claims: (use, _scope, requested) => ({
        ...claimsFor(ctx.oidc?.client, member, { use, requested: Object.keys(requested ?? {}) }),
        sub,
      }),
    };
    return account;
  };
}

/**
 * The `claims` parameter (OpenID Connect Core 1.0, 5.5) names claims one by one; a client learns nothing by it that
 * its registered scopes would not tell. Where the client goes by 5.4, the ID token has only what was named for it.
 */
function claimsFor(
  client: Client | undefined,
  member: Member,
  { use, requested }: { use: string; requested: string[] },
): Record<string, unknown> {
  const allowed = claimsForScopes(client?.scope ?? Object.keys(claimsOfScopes).join(' '));
  const isByName = use === 'id_token' && client?.[clientSwitches.claims] === false;
  const entries = Object.entries(memberClaims(member)).filter(
    ([name]) => allowed.has(name) && (!isByName || requested.includes(name)),
  );
  return Object.fromEntries(entries);
}

/** The person whom the running request is about. */
export function memberOf(ctx: KoaContextWithOIDC): Member | undefined {
  return (ctx.oidc.account as SsoAccount | undefined)?.member;
}
