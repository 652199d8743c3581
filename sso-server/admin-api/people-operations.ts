import { problem } from '@yimen/problem';
import { z } from 'zod';
import { isAdministrator } from './administrators.ts';
import { keepAdministrator, keepAdministratorIn } from './last-administrator.ts';
import { type AdministrationOperation, changeOperation } from './operation.ts';
import { planPerson, planRoles } from './plan-person.ts';
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
  twoPersons: {
    by: ['security-administrator'],
    // Roles are rights, and an administrator's account is the way to hers.
    when: ({ input, state }) =>
      !isSameSet(input.body.roles, state?.roles_json ?? []) || isAdministrator(state?.roles_json ?? []),
  },
  async plan({ services, input: { params, body }, caller, state }) {
    if (caller.kind === 'person') {
      refusePassword(body);
      await keepAdministrator(services.db.query, state, body);
    }
    const plan = await planPerson({ services, sub: params.id, body, before: state });
    return caller.kind === 'person' ? keepAdministratorIn(plan, state, body) : plan;
  },
});

const peopleRolesPut = changeOperation({
  id: 'people.roles.put',
  title: { 'zh-CN': '调整人员角色', 'en-US': 'Give a person roles' },
  method: 'PUT',
  path: '/people/:id/roles',
  params: idParams,
  body: z.strictObject({ roles: putPerson.shape.roles }),
  by: ['security-administrator'],
  subject: personSubject,
  twoPersons: { by: ['system-administrator', 'security-administrator'] },
  async plan({ services, input: { params, body }, state }) {
    if (!state) throw problem('not-found');
    const after = { isActive: state.is_active, roles: body.roles };
    await keepAdministrator(services.db.query, state, after);
    const plan = await planRoles(services, {
      ...{ sub: params.id, roles: [...new Set(body.roles)] },
      before: state,
    });
    return keepAdministratorIn(plan, state, after);
  },
});

const isSameSet = (left: readonly string[], right: readonly string[]) =>
  new Set([...left, ...right]).size === new Set(left).size && new Set(left).size === new Set(right).size;

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

export const peopleOperations: readonly AdministrationOperation[] = [peoplePut, peopleRolesPut];
