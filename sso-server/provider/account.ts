import type { Account, Client, FindAccount, KoaContextWithOIDC } from 'oidc-provider';
import { type Member, memberClaims } from '../organisation/member.ts';
import type { PeopleStore } from '../organisation/people-store.ts';
import { claimsForScopes, claimsOfScopes } from '../organisation/standard-claims.ts';
import { mayUse } from '../relying-parties/may-use.ts';
import type { RelyingPartyDirectory } from '../relying-parties/relying-party-directory.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { clientSwitches } from './client-metadata.ts';
import { signInClaimsOfSession } from './sign-in-claims.ts';

/** In userinfo only where the relying party asks for them (OpenID Connect Core, 5.5). */
const signInClaimNames = ['acr', 'amr', 'auth_time'];

type SsoAccount = Account & { member: Member };

type Parts = {
  people: PeopleStore;
  sessions: Pick<SessionStore, 'findByUid'>;
  relyingParties: Pick<RelyingPartyDirectory, 'find'>;
};

/**
 * Behind the sign-in nobody asks who may use the system (D6). A right can go without her account being touched, for
 * example when a unit moves below another one: then nothing is renewed and nothing told about her any more.
 */
async function keepsRight(
  { oidc }: KoaContextWithOIDC,
  relyingParties: Parts['relyingParties'],
  member: Member,
): Promise<boolean> {
  if (!oidc?.client || !behindSignIn.has(oidc.route)) return true;
  const party = await relyingParties.find(oidc.client.clientId);
  return party !== undefined && mayUse(member, party);
}

const behindSignIn = new Set(['token', 'userinfo']);

/**
 * A disabled person is not found: the library then refuses her codes and refresh tokens with invalid_grant,
 * whatever is still stored.
 */
export function createFindAccount({ people, sessions, relyingParties }: Parts): FindAccount {
  return async (ctx, sub) => {
    const member = await people.member(sub);
    if (!member?.isActive) return undefined;
    if (!(await keepsRight(ctx, relyingParties, member))) return undefined;
    const account: SsoAccount = {
      accountId: sub,
      member,
      async claims(use, _scope, requested) {
        const asked = Object.keys(requested ?? {});
        const sessionUid = ctx.oidc?.accessToken?.sessionUid;
        const isAsked = use === 'userinfo' && asked.some((name) => signInClaimNames.includes(name));
        const signIn = isAsked && sessionUid ? await signInClaimsOfSession(sessionUid, sessions) : {};
        return { ...signIn, ...claimsFor(ctx.oidc?.client, member, { use, requested: asked }), sub };
      },
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
