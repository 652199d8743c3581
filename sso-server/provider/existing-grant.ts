import { randomBytes } from 'node:crypto';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { SessionAdapter } from '../adapter/session-adapter.ts';
import type { RequirementStore } from '../factors/requirement-store.ts';
import { mayUse, scopesOfPerson } from '../relying-parties/may-use.ts';
import type { RelyingPartyDirectory } from '../relying-parties/relying-party-directory.ts';
import type { ResourceDirectory } from '../relying-parties/resource-directory.ts';
import type { SessionLimit } from '../sessions/session-limit.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { memberOf } from './account.ts';
import { isFactorPending, reportAskedAcr } from './factor-prompt.ts';

export type LoadExistingGrant = NonNullable<Configuration['loadExistingGrant']>;
type OpSession = NonNullable<KoaContextWithOIDC['oidc']['session']>;

const newId = () => randomBytes(16).toString('base64url');

/** A grant this near its end is made anew under the same id. */
const freshSeconds = 3600;

/**
 * Silent consent for the systems of the organisation: who may use a system has been decided by the
 * administrator (D6), so nobody is asked. The pair (session, client) is claimed as one row, and parallel
 * first visits of one client share its `sid` and grant.
 */
export function createLoadExistingGrant(o: {
  sessions: SessionStore;
  sessionAdapter: SessionAdapter;
  relyingParties: RelyingPartyDirectory;
  resources: ResourceDirectory;
  requirements: RequirementStore;
  sessionLimit: SessionLimit;
}): LoadExistingGrant {
  return async (ctx) => {
    const { client, session, provider } = ctx.oidc;
    const member = memberOf(ctx);
    if (!client || !session || !member || isSignInPending(ctx)) return undefined;
    const party = await o.relyingParties.find(client.clientId);
    if (!party || !mayUse(member, party)) return undefined;
    if (await isFactorPending(ctx, o.requirements)) return undefined;
    reportAskedAcr(ctx);

    // There may be no place for this session; the prompt that finds one loads the grant (session-limit-prompt.ts).
    if (!(await o.sessionLimit.hasPlace({ uid: session.uid, accountId: member.sub }))) return undefined;
    const { sid, grantId } = await claim(ctx, session, client.clientId);
    let grant = await provider.Grant.find(grantId);
    const isUsable = grant && grant.accountId === member.sub && remaining(grant.exp) > freshSeconds;
    if (!grant || !isUsable) {
      grant = new provider.Grant({ accountId: member.sub, clientId: client.clientId });
      grant.jti = grantId;
    }
    const before = JSON.stringify([grant.openid, grant.resources, grant.rejected]);
    // Rights may have changed since: what is refused is decided anew.
    grant.rejected = undefined;
    grant.addOIDCScope(ctx.oidc.requestParamOIDCScopes);
    // Which of them the client may learn is decided when they are told (account.ts).
    grant.addOIDCClaims(ctx.oidc.requestParamClaims);
    for (const [indicator, server] of Object.entries(ctx.oidc.resourceServers ?? {})) {
      const resource = await o.resources.findByAudience(indicator);
      const asked = [...ctx.oidc.requestParamScopes].filter((scope) => server.scopes.has(scope));
      // A scope the person may not have is rejected, or the library would ask for consent.
      const allowed = resource ? scopesOfPerson(member, resource, asked) : [];
      if (allowed.length > 0) grant.addResourceScope(indicator, allowed);
      const refused = asked.filter((scope) => !allowed.includes(scope));
      if (refused.length > 0) grant.rejectResourceScope(indicator, refused);
    }
    if (!isUsable || JSON.stringify([grant.openid, grant.resources, grant.rejected]) !== before)
      await grant.save();
    session.sidFor(client.clientId, sid);
    return grant;
  };

  async function claim(ctx: KoaContextWithOIDC, session: OpSession, clientId: string) {
    const sid = session.sidFor(clientId);
    const grantId = session.grantIdFor(clientId);
    if (sid && grantId) return { sid, grantId };
    const row = await o.sessions.claimClient({
      session_uid: session.uid,
      client_id: clientId,
      sid: newId(),
      grant_id: newId(),
    });
    o.sessionAdapter.noteClaimed(ctx, session.uid, clientId);
    return { sid: row.sid, grantId: row.grant_id };
  }
}

/** The request will ask for the password first; nothing is recorded for a system that is not opened yet. */
function isSignInPending({ oidc }: KoaContextWithOIDC): boolean {
  if (oidc.promptPending('login')) return true;
  const maxAge = oidc.params?.max_age;
  return maxAge !== undefined && oidc.session?.past(Number(maxAge)) === true && !oidc.result?.login;
}

function remaining(exp: number | undefined): number {
  return (exp ?? 0) - Math.floor(Date.now() / 1000);
}
