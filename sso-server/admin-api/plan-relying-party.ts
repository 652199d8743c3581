import { randomBytes } from 'node:crypto';
import { problem } from '@yimen/problem';
import type { Selectable } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { toProtocolColumns } from '../relying-parties/client-protocol.ts';
import { secretPurpose } from '../relying-parties/relying-party-directory.ts';
import { findLeavers } from '../relying-parties/withdraw-rights.ts';
import type { Services } from '../services.ts';
import type { AdministrationCaller } from './administrators.ts';
import { invalid } from './invalid.ts';
import type { Plan, Summary } from './operation.ts';
import { checkOwnScopes } from './plan-provision.ts';
import { canonicalJson } from './revision.ts';
import type { PutRelyingParty } from './schemas.ts';

export type Asked<Body, State> = {
  services: Services;
  input: { params: { id: string }; body: Body };
  caller: AdministrationCaller;
  state: State | null;
};
export type PartyRow = Selectable<SsoDatabase['relying_party']>;

/** S13: only characters that survive HTTP Basic without encoding. */
export function newClientSecret(): string {
  return randomBytes(32).toString('base64url');
}

export async function planRelyingParty({
  services,
  input: { params, body },
  caller,
  state,
}: Asked<PutRelyingParty, PartyRow>): Promise<Plan> {
  const { db, ender, relyingParties, seal, now } = services;
  const clientId = params.id;
  if (body.grantTypes.includes('authorization_code') && body.redirectUris.length === 0) {
    throw invalid('/body/redirectUris', 'sign-in needs at least one redirect URI');
  }
  if (body.tokenEndpointAuthMethod === 'private_key_jwt' && body.jwks === null) {
    throw invalid('/body/jwks', 'private_key_jwt needs the public keys of the client');
  }
  checkOwnScopes(caller, { clientId, resources: body.resources });
  const known = state && seal.open(state.sealed_secret, secretPurpose(clientId));
  const generated = state || body.clientSecret !== undefined ? undefined : newClientSecret();
  const secret = body.clientSecret ?? generated ?? known;
  if (secret === undefined || secret === null) throw new Error('a relying party always has a secret');
  const hasNewSecret = state !== null && secret !== known;
  const row = {
    ...rowOf(body),
    // Sealed anew only when it is another one: otherwise nothing has changed.
    sealed_secret: state && !hasNewSecret ? state.sealed_secret : seal.seal(secret, secretPurpose(clientId)),
  };
  const { clientSecret: _given, ...shown } = body;
  const plan: Plan = {
    before: state && presentParty(clientId, state),
    after: { ...presentParty(clientId, row), ...(hasNewSecret && { hasNewSecret }) },
    // A generated secret is told once, to whoever registers the client.
    answer: {
      status: state ? 200 : 201,
      body: { clientId, ...shown, ...(generated && { clientSecret: generated }) },
    },
  };
  if (canonicalJson(plan.before) === canonicalJson(plan.after)) return plan;
  const rights = { clientId, audience: body.whoMayUse, isActive: body.isActive };
  const leavers = state ? await findLeavers(services, rights) : [];
  return {
    ...plan,
    async apply(trx) {
      const change = { ...row, updated_at: now() };
      await trx
        .insertInto('relying_party')
        .values({
          client_id: clientId,
          ...change,
          managed_by: caller.kind === 'program' ? caller.clientId : null,
        })
        .onConflict((conflict) => conflict.column('client_id').doUpdateSet(change))
        .execute();
      await ender.leaveSystem(trx, leavers, clientId);
    },
    async applied() {
      await relyingParties.changed();
      // Those who opened it while the change was being made.
      const late = await findLeavers(services, rights);
      if (late.length > 0) await db.transaction((trx) => ender.leaveSystem(trx, late, clientId));
      ender.announce();
    },
  };
}

function rowOf(body: PutRelyingParty) {
  return {
    name_json: body.name,
    description_json: body.description,
    url: body.url,
    icon: body.icon,
    contact: body.contact,
    redirect_uris_json: body.redirectUris,
    post_logout_redirect_uris_json: body.postLogoutRedirectUris,
    backchannel_logout_uri: body.backchannelLogoutUri,
    frontchannel_logout_uri: body.frontchannelLogoutUri,
    is_frontchannel_session_required: body.frontchannelLogoutSessionRequired,
    grant_types_json: body.grantTypes,
    scope: body.scope,
    resources_json: body.resources,
    audience_json: body.whoMayUse,
    ...toProtocolColumns(body),
    id_token_alg: body.idTokenAlg,
    is_listed: body.isListed,
    is_first_party: body.isFirstParty,
    is_rotating_refresh_tokens: body.rotateRefreshTokens,
    is_active: body.isActive,
    sort_order: body.sortOrder,
  };
}

const hidden = new Set(['client_id', 'sealed_secret', 'updated_at', 'managed_by']);

/** Every column but the secret, under the names of the API. */
export function presentParty(clientId: string, row: object): Summary {
  const members = Object.entries(row)
    .filter(([column]) => !hidden.has(column))
    .map(([column, value]) => [
      column.replace(/_json$/, '').replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]);
  return { clientId, ...Object.fromEntries(members) };
}

/** Another secret, under the same seal. */
export async function planNewSecret({
  services,
  input: { params, body },
  state,
}: Asked<{ clientSecret?: string | undefined }, PartyRow>): Promise<Plan> {
  if (!state) throw problem('not-found');
  const { relyingParties, seal, now } = services;
  const { clientSecret } = body;
  if (clientSecret === undefined) throw new Error('the input was completed');
  const name = state.name_json;
  return {
    before: { clientId: params.id, name },
    after: { clientId: params.id, name, hasNewSecret: true },
    async apply(trx) {
      await trx
        .updateTable('relying_party')
        .set({ sealed_secret: seal.seal(clientSecret, secretPurpose(params.id)), updated_at: now() })
        .where('client_id', '=', params.id)
        .execute();
    },
    applied: () => relyingParties.changed(),
    answer: { body: { clientId: params.id } },
  };
}
