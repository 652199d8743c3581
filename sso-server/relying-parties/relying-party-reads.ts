import { problem } from '@yimen/problem';
import { z } from 'zod';
import { type AdministrationOperation, readOperation } from '../admin-api/operation.ts';
import { nextCursor, paging, readCursor } from '../admin-api/paging.ts';
import type { PartyRow } from '../admin-api/plan-relying-party.ts';
import { revisionOf } from '../admin-api/revision.ts';
import { idParams } from '../admin-api/schemas.ts';
import { relyingPartySubject } from '../admin-api/subjects.ts';
import { fromProtocolColumns } from './client-protocol.ts';
import { configurationTexts } from './configuration/configuration-texts.ts';
import type { RelyingParty } from './relying-party-directory.ts';
import { weaknessesOf } from './weaknesses.ts';

const by = ['system-administrator', 'security-administrator'] as const;
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const position = z.tuple([z.number(), z.string()]);

const list = readOperation({
  id: 'relying-parties.list',
  title: { 'zh-CN': '查看应用系统', 'en-US': 'List relying parties' },
  method: 'GET',
  path: '/relying-parties',
  query: z.strictObject({
    ...paging,
    /** Client id, name or address, anywhere in it. */
    q: z.string().trim().max(100).optional(),
    isActive: flag.optional(),
    /** Only those with a weakness: the report on weak clients. */
    isWeak: flag.optional(),
  }),
  by,
  async read({ services: { relyingParties }, input: { query } }) {
    const after = readCursor(position, query.cursor);
    const all = (await relyingParties.all()).filter((party) => isWanted(party, query));
    const rest = after ? all.filter((party) => isAfter(party, after)) : all;
    const page = rest.slice(0, query.limit);
    const cursor = nextCursor(page, query.limit, ({ sortOrder, clientId }) => [sortOrder, clientId]);
    return { body: { relyingParties: page.map(presentLine), total: all.length, cursor } };
  },
});

type Wanted = { q?: string | undefined; isActive?: boolean | undefined; isWeak?: boolean | undefined };

function isWanted(party: RelyingParty, { q = '', isActive, isWeak }: Wanted): boolean {
  if (isActive !== undefined && party.isActive !== isActive) return false;
  if (isWeak !== undefined && weaknessesOf(party).length > 0 !== isWeak) return false;
  const text = [party.clientId, party.name['zh-CN'], party.name['en-US'], party.url ?? ''].join(' ');
  return text.normalize('NFKC').toLowerCase().includes(q.normalize('NFKC').toLowerCase());
}

/** In the order of the directory: sort order, then client id. */
function isAfter(party: RelyingParty, [order, id]: z.output<typeof position>): boolean {
  return party.sortOrder > order || (party.sortOrder === order && party.clientId > id);
}

function presentLine(party: RelyingParty) {
  return {
    clientId: party.clientId,
    name: party.name,
    url: party.url,
    isActive: party.isActive,
    isSignIn: party.grantTypes.includes('authorization_code'),
    logout: party.backchannelLogoutUri ? 'back' : party.frontchannelLogoutUri ? 'front' : null,
    isForEverybody: party.audience.everyone === true,
    weaknesses: weaknessesOf(party),
  };
}

const get = readOperation({
  id: 'relying-parties.get',
  title: { 'zh-CN': '查看一个应用系统', 'en-US': 'See one relying party' },
  method: 'GET',
  path: '/relying-parties/:id',
  params: idParams,
  by,
  subject: relyingPartySubject,
  async read({ services: { requirements }, state }) {
    if (!state) throw problem('not-found');
    const registration = toRegistration(state);
    return {
      body: {
        clientId: state.client_id,
        registration,
        managedBy: state.managed_by,
        updatedAt: state.updated_at,
        requirement: await requirements.find('relying-party', state.client_id),
        weaknesses: weaknessesOf({
          ...fromProtocolColumns(state),
          ...registration,
          audience: registration.whoMayUse,
          isRotatingRefreshTokens: registration.rotateRefreshTokens,
        }),
        revision: revisionOf(state),
      },
    };
  },
});

/** The registration as `PUT` takes it, without the secret. */
function toRegistration(row: PartyRow) {
  const protocol = fromProtocolColumns(row);
  return {
    name: row.name_json,
    description: row.description_json,
    url: row.url,
    icon: row.icon,
    contact: row.contact,
    redirectUris: row.redirect_uris_json,
    postLogoutRedirectUris: row.post_logout_redirect_uris_json,
    backchannelLogoutUri: row.backchannel_logout_uri,
    frontchannelLogoutUri: row.frontchannel_logout_uri,
    frontchannelLogoutSessionRequired: row.is_frontchannel_session_required,
    grantTypes: row.grant_types_json,
    scope: row.scope,
    resources: row.resources_json,
    whoMayUse: row.audience_json,
    tokenEndpointAuthMethod: protocol.tokenEndpointAuthMethod,
    jwks: protocol.jwks,
    requirePkce: protocol.isPkceRequired,
    claimsInIdToken: protocol.isIdTokenWithClaims,
    idTokenAlg: row.id_token_alg,
    isListed: row.is_listed,
    isFirstParty: row.is_first_party,
    rotateRefreshTokens: row.is_rotating_refresh_tokens,
    isActive: row.is_active,
    sortOrder: row.sort_order,
  };
}

const configurations = readOperation({
  id: 'relying-parties.configurations',
  title: { 'zh-CN': '查看应用系统的接入配置', 'en-US': 'See the configuration texts of a relying party' },
  method: 'GET',
  path: '/relying-parties/:id/configurations',
  params: idParams,
  by: ['system-administrator'],
  async read({ services: { relyingParties, issuer }, input: { params } }) {
    const party = await relyingParties.find(params.id);
    if (!party) throw problem('not-found');
    return { body: { issuer, configurations: configurationTexts({ issuer, party }) } };
  },
});

export const relyingPartyReads: readonly AdministrationOperation[] = [list, get, configurations];
