import { z } from 'zod';
import { type AdministrationOperation, changeOperation } from './operation.ts';
import { givesMore, opensAdministration, planProvision, provisionRelyingParty } from './plan-provision.ts';
import { newClientSecret, type PartyRow, planNewSecret, planRelyingParty } from './plan-relying-party.ts';
import { isNameOnly, planResource } from './plan-resource.ts';
import { canonicalJson } from './revision.ts';
import { idParams, type PutRelyingParty, putRelyingParty, putResource } from './schemas.ts';
import { relyingPartySubject, resourceSubject } from './subjects.ts';

/**
 * What one person could use to act for somebody else: other keys are another secret; scopes of services are rights; and
 * a system through which administrators work could be led to an address of her own.
 */
function isSensitive(body: PutRelyingParty, state: PartyRow | null): boolean {
  if (givesMore(body.resources, state?.resources_json ?? {})) return true;
  if (state === null) return false;
  const hasOtherProof =
    state.token_endpoint_auth_method !== body.tokenEndpointAuthMethod ||
    canonicalJson(state.jwks_json) !== canonicalJson(body.jwks);
  return hasOtherProof || opensAdministration(state.resources_json);
}

export const relyingPartiesPut = changeOperation({
  id: 'relying-parties.put',
  title: { 'zh-CN': '登记或修改应用系统', 'en-US': 'Register or change a relying party' },
  method: 'PUT',
  path: '/relying-parties/:id',
  params: idParams,
  body: putRelyingParty,
  by: ['system-administrator'],
  programs: 'provision-new',
  subject: relyingPartySubject,
  twoPersons: {
    by: ['security-administrator'],
    when: ({ plan, input, caller, state }) =>
      plan.after?.hasNewSecret === true || (caller.kind === 'person' && isSensitive(input.body, state)),
  },
  complete(input, state) {
    if (state !== null || input.body.clientSecret !== undefined) return { input };
    const clientSecret = newClientSecret();
    // Told to whoever registers the system, also when a second person has to agree first.
    return { input: { ...input, body: { ...input.body, clientSecret } }, tell: { clientSecret } };
  },
  plan: planRelyingParty,
});

const renewSecret = changeOperation({
  id: 'relying-parties.renew-secret',
  title: { 'zh-CN': '更换应用系统密钥', 'en-US': 'Give a relying party another secret' },
  method: 'POST',
  path: '/relying-parties/:id/renew-secret',
  params: idParams,
  body: z.strictObject({ clientSecret: putRelyingParty.shape.clientSecret }),
  by: ['system-administrator'],
  subject: relyingPartySubject,
  twoPersons: { by: ['security-administrator'] },
  complete({ params, query, body }) {
    if (body.clientSecret !== undefined) return { input: { params, query, body } };
    const clientSecret = newClientSecret();
    // Told to whoever asks, now: it opens something as soon as it is approved.
    return { input: { params, query, body: { clientSecret } }, tell: { clientSecret } };
  },
  plan: planNewSecret,
});

const provision = changeOperation({
  id: 'relying-parties.provision',
  title: { 'zh-CN': '更新自带系统的地址', 'en-US': 'Give an own program the addresses of this start' },
  method: 'PUT',
  path: '/relying-parties/:id/provision',
  params: idParams,
  body: provisionRelyingParty,
  by: [],
  programs: 'provision',
  subject: relyingPartySubject,
  plan: planProvision,
});

const resourcesPut = changeOperation({
  id: 'resources.put',
  title: { 'zh-CN': '登记或修改受保护服务', 'en-US': 'Register or change a resource' },
  method: 'PUT',
  path: '/resources/:id',
  params: idParams,
  body: putResource,
  by: ['system-administrator'],
  programs: 'provision',
  subject: resourceSubject,
  twoPersons: {
    by: ['security-administrator'],
    // Which roles have a scope is a right of everybody who holds one of them.
    when: ({ input, caller, state }) =>
      caller.kind === 'person' && state !== null && !isNameOnly(input.body, state),
  },
  plan: planResource,
});

export const relyingPartyOperations: readonly AdministrationOperation[] = [
  relyingPartiesPut,
  renewSecret,
  provision,
  resourcesPut,
];
