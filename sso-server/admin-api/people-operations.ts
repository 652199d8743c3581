import { problem } from '@yimen/problem';
import { type AdministrationOperation, changeOperation } from './operation.ts';
import { planPerson } from './plan-person.ts';
import { idParams, type PutPerson, putPerson } from './schemas.ts';
import { personSubject } from './subjects.ts';

export const peoplePut = changeOperation({
  id: 'people.put',
  title: { 'zh-CN': '新增或修改人员', 'en-US': 'Add or change a person' },
  method: 'PUT',
  path: '/people/:id',
  params: idParams,
  body: putPerson,
  by: ['system-administrator'],
  programs: 'installation',
  subject: personSubject,
  plan({ services, input: { params, body }, caller, state }) {
    if (caller.kind === 'person') refusePassword(body);
    return planPerson({ services, sub: params.id, body, before: state });
  },
});

/** No administrator ever knows a password: people get an activation code. Programs load what an older system has. */
function refusePassword(body: PutPerson): void {
  const given = (['password', 'passwordHash'] as const).filter((field) => body[field] !== undefined);
  if (given.length === 0) return;
  throw problem('forbidden', {
    errors: given.map((field) => ({
      pointer: `/body/${field}`,
      detail: 'reset issues an activation code instead',
    })),
  });
}

export const peopleOperations: readonly AdministrationOperation[] = [peoplePut];
