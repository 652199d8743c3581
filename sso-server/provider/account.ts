import type { Account, FindAccount, KoaContextWithOIDC } from 'oidc-provider';
import { type Member, memberClaims } from '../organisation/member.ts';
import type { PeopleStore } from '../organisation/people-store.ts';

type SsoAccount = Account & { member: Member };

/**
 * A disabled person is not found: the library then refuses her codes and refresh tokens with invalid_grant,
 * whatever is still stored.
 */
export function createFindAccount(people: PeopleStore): FindAccount {
  return async (_ctx, sub) => {
    const member = await people.member(sub);
    if (!member?.isActive) return undefined;
    const account: SsoAccount = {
      accountId: sub,
      member,
      claims: () => ({ ...memberClaims(member), sub }),
    };
    return account;
  };
}

/** The person whom the running request is about. */
export function memberOf(ctx: KoaContextWithOIDC): Member | undefined {
  return (ctx.oidc.account as SsoAccount | undefined)?.member;
}
