import { type AdministrationOperation, changeOperation } from './operation.ts';
import { planRelyingParty, planResource } from './plan-relying-party.ts';
import { idParams, putRelyingParty, putResource } from './schemas.ts';
import { relyingPartySubject, resourceSubject } from './subjects.ts';

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
  plan: planRelyingParty,
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
  plan: planResource,
});

export const relyingPartyOperations: readonly AdministrationOperation[] = [relyingPartiesPut, resourcesPut];
