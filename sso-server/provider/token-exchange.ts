import {
  errors,
  type FindAccount,
  type KoaContextWithOIDC,
  type Provider,
  type TokenEndpointGrantContext,
} from 'oidc-provider';
import type { Member } from '../organisation/member.ts';
import { mayUse, scopesOfClient, scopesOfPerson } from '../relying-parties/may-use.ts';
import type { RelyingParty, RelyingPartyDirectory } from '../relying-parties/relying-party-directory.ts';
import type { Resource, ResourceDirectory } from '../relying-parties/resource-directory.ts';
import { memberOf } from './account.ts';
import { resourceServerInfo } from './resource-servers.ts';

/** RFC 8693. */
export const tokenExchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';
const refreshTokenType = 'urn:ietf:params:oauth:token-type:refresh_token';
const jwtType = 'urn:ietf:params:oauth:token-type:jwt';

type Parameters = {
  subject_token?: string;
  subject_token_type?: string;
  audience?: string;
  requested_token_type?: string;
  actor_token?: string;
};
type Context = TokenEndpointGrantContext<Parameters>;
type Subject = { accountId: string; grantId: string; sessionUid: string; sid: string | undefined };
type Parts = {
  relyingParties: RelyingPartyDirectory;
  resources: ResourceDirectory;
  findAccount: FindAccount;
};

const parameters = [
  'subject_token',
  'subject_token_type',
  'audience',
  'resource',
  'scope',
  'requested_token_type',
  'actor_token',
  'actor_token_type',
] as const;

/**
 * D5: a client trades the token it holds for a person against one for a single service. The result is
 * never wider than the client's registration and the person's rights, names the client as actor, and can
 * be had only while the session at the provider lives.
 */
export function registerTokenExchange(provider: Provider, parts: Parts): void {
  provider.registerGrantType<Parameters>(
    tokenExchangeGrant,
    async (ctx) => {
      checkRequest(ctx);
      const subject = await findSubject(provider, ctx);
      const member = await findMember(parts, ctx, subject);
      const { party, resource } = await findTarget(parts, ctx);
      // The right to use the client may have been taken away after sign-in.
      if (!mayUse(member, party)) throw new errors.InvalidGrant();
      const scopes = decideScopes(ctx, { party, resource, member });
      ctx.body = await issue(provider, ctx, { subject, resource, scopes });
    },
    parameters,
    ['resource', 'audience'],
  );
}

function checkRequest({ oidc: { params } }: Context): void {
  if (!params.subject_token) throw new errors.InvalidRequest("missing required parameter 'subject_token'");
  if (!params.subject_token_type) {
    throw new errors.InvalidRequest("missing required parameter 'subject_token_type'");
  }
  if (params.actor_token !== undefined) {
    throw new errors.InvalidRequest('actor_token is not supported: the authenticated client is the actor');
  }
  const requested = params.requested_token_type;
  if (requested !== undefined && requested !== accessTokenType && requested !== jwtType) {
    throw new errors.InvalidRequest('requested_token_type is not supported');
  }
}

/** The token must have been issued to this very client; its session must still be there. */
async function findSubject(provider: Provider, { oidc: { params, client } }: Context): Promise<Subject> {
  const value = String(params.subject_token);
  const token = await loadToken(provider, value, params.subject_token_type);
  if (!token?.isValid || token.clientId !== client.clientId) throw new errors.InvalidGrant();
  const { accountId, grantId, sessionUid, sid } = token;
  if (!accountId || !grantId || !sessionUid) throw new errors.InvalidGrant();
  const grant = await provider.Grant.find(grantId);
  if (!grant || grant.accountId !== accountId || grant.clientId !== client.clientId)
    throw new errors.InvalidGrant();
  return { accountId, grantId, sessionUid, sid };
}

function loadToken(provider: Provider, value: string, type: string | undefined) {
  // find() checks the expiry and, as every token here expires with its session, the session.
  if (type === accessTokenType) return provider.AccessToken.find(value);
  if (type === refreshTokenType) return provider.RefreshToken.find(value);
  throw new errors.InvalidRequest('subject_token_type is not supported');
}

async function findMember(parts: Parts, ctx: Context, { accountId }: Subject): Promise<Member> {
  const account = await parts.findAccount(ctx as KoaContextWithOIDC, accountId);
  if (account) ctx.oidc.entity('Account', account);
  const member = memberOf(ctx as KoaContextWithOIDC);
  if (!member) throw new errors.InvalidGrant();
  return member;
}

async function findTarget(parts: Parts, { oidc: { params, client } }: Context) {
  const targets = [params.audience, params.resource].flat().filter((value) => value !== undefined);
  const [target, ...others] = [...new Set(targets)];
  if (target === undefined || others.length > 0)
    throw new errors.InvalidTarget('exactly one audience or resource');
  const [party, resource] = await Promise.all([
    parts.relyingParties.find(client.clientId),
    parts.resources.findByAudience(target),
  ]);
  if (!party || !resource) throw new errors.InvalidTarget();
  return { party, resource };
}

/**
 * What the client asks beyond its registration is an error; what the person may not do is left out, and
 * the answer's `scope` says what remained (RFC 6749, 3.3).
 */
function decideScopes(
  { oidc: { params } }: Context,
  { party, resource, member }: { party: RelyingParty; resource: Resource; member: Member },
): string[] {
  const registered = scopesOfClient(party, resource);
  if (registered.length === 0)
    throw new errors.InvalidTarget('the client is not registered for this resource');
  const asked = params.scope ? [...new Set(params.scope.split(' '))] : registered;
  const beyond = asked.filter((scope) => !registered.includes(scope));
  if (beyond.length > 0) throw new errors.InvalidScope('requested scope is not allowed', beyond.join(' '));
  const scopes = scopesOfPerson(member, resource, asked);
  if (scopes.length === 0)
    throw new errors.InvalidScope('the person has none of the scopes', asked.join(' '));
  return scopes;
}

async function issue(
  provider: Provider,
  ctx: Context,
  { subject, resource, scopes }: { subject: Subject; resource: Resource; scopes: string[] },
) {
  const token = new provider.AccessToken({
    accountId: subject.accountId,
    client: ctx.oidc.client,
    grantId: subject.grantId,
    sessionUid: subject.sessionUid,
    expiresWithSession: true,
    gty: 'token_exchange',
    ...(subject.sid === undefined ? {} : { sid: subject.sid }),
    scope: scopes.join(' '),
  });
  token.resourceServer = new provider.ResourceServer(resource.audience, resourceServerInfo(resource, scopes));
  token.scope = scopes.join(' ');
  ctx.oidc.entity('AccessToken', token);
  const access_token = await token.save();
  return {
    access_token,
    issued_token_type: accessTokenType,
    token_type: 'Bearer',
    expires_in: token.expiration,
    scope: token.scope,
  };
}
