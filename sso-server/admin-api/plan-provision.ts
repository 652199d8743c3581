import { problem } from '@yimen/problem';
import { z } from 'zod';
import { ssoAudience } from '../provider/own-tokens.ts';
import type { AdministrationCaller } from './administrators.ts';
import type { Plan } from './operation.ts';
import type { Asked, PartyRow } from './plan-relying-party.ts';
import { canonicalJson } from './revision.ts';
import { putRelyingParty } from './schemas.ts';

const { url, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, grantTypes, resources } =
  putRelyingParty.shape;

/** What a start tells: where the program is today and which services its release calls. The rest is administrators'. */
export const provisionRelyingParty = z.strictObject({
  ...{ url, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, grantTypes, resources },
});

type Provision = z.output<typeof provisionRelyingParty>;

/** Scopes of the sso-server that a program may give to what it registers. None of them administrates. */
const harmless = new Set(['directory:read', 'systems:read']);

/** Whether a system with these scopes may do more here than read the directory: it acts for administrators. */
export const opensAdministration = (resources: Record<string, string[]>): boolean =>
  (resources[ssoAudience] ?? []).some((scope) => !harmless.has(scope));

/** Whether these give a scope of any service that is not among the known ones. */
export const givesMore = (resources: Record<string, string[]>, known: Record<string, string[]>): boolean =>
  Object.entries(resources).some(([audience, scopes]) => {
    const already = Object.hasOwn(known, audience) ? (known[audience] ?? []) : [];
    return scopes.some(
      (scope) => !already.includes(scope) && !(audience === ssoAudience && harmless.has(scope)),
    );
  });

/**
 * After the installation a program hands out no right to administrate, not even to itself.
 * @param known what is registered already and therefore not given by this call
 */
export function checkOwnScopes(
  caller: AdministrationCaller,
  o: { clientId: string; resources: Record<string, string[]>; known?: Record<string, string[]> | undefined },
): void {
  if (caller.kind !== 'program' || caller.right !== 'provision') return;
  const known = o.known?.[ssoAudience] ?? [];
  const beyond = (o.resources[ssoAudience] ?? []).filter(
    (scope) => !harmless.has(scope) && !known.includes(scope),
  );
  if (beyond.length > 0) throw problem('forbidden', { detail: `may not give ${beyond.join(' ')}` });
}

export async function planProvision({
  services: { relyingParties, now },
  input: { params, body },
  caller,
  state,
}: Asked<Provision, PartyRow>): Promise<Plan> {
  if (!state) throw problem('not-found');
  if (caller.kind === 'program' && caller.right === 'provision' && !isOwn(caller.clientId, state)) {
    throw problem('forbidden', { detail: 'registered by somebody else' });
  }
  checkOwnScopes(caller, { clientId: params.id, resources: body.resources, known: state.resources_json });
  const before = {
    clientId: params.id,
    url: state.url,
    redirectUris: state.redirect_uris_json,
    postLogoutRedirectUris: state.post_logout_redirect_uris_json,
    backchannelLogoutUri: state.backchannel_logout_uri,
    grantTypes: state.grant_types_json,
    resources: state.resources_json,
  };
  const after = { clientId: params.id, ...body };
  if (canonicalJson(before) === canonicalJson(after)) return { before, after };
  return {
    before,
    after,
    async apply(trx) {
      await trx
        .updateTable('relying_party')
        .set({
          url: body.url,
          redirect_uris_json: body.redirectUris,
          post_logout_redirect_uris_json: body.postLogoutRedirectUris,
          backchannel_logout_uri: body.backchannelLogoutUri,
          grant_types_json: body.grantTypes,
          resources_json: body.resources,
          updated_at: now(),
        })
        .where('client_id', '=', params.id)
        .execute();
    },
    applied: () => relyingParties.changed(),
  };
}

const isOwn = (clientId: string, state: PartyRow) =>
  state.managed_by === clientId || state.client_id === clientId;
