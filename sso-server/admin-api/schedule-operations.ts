import { type FieldError, problem } from '@yimen/problem';
import { z } from 'zod';
import type { ScheduledChange } from '../organisation/schedule/schedule-store.ts';
import type { Services } from '../services.ts';
import { subOf } from './account-operations.ts';
import { exclusiveRoles, isAdministrator } from './administrators.ts';
import { type AdministrationOperation, changeOperation, readOperation } from './operation.ts';
import { idParams } from './schemas.ts';
import { personSubject } from './subjects.ts';

const day = z.iso.date();
const id = z.string().min(1).max(64);

const transfer = z.strictObject({
  kind: z.literal('transfer'),
  day,
  unitId: id.nullable(),
  postId: id.nullable(),
  /** Left out: the roles stay. */
  roles: z.array(id).max(50).optional(),
});
const body = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), day }),
  z.strictObject({ kind: z.literal('leave'), day }),
  transfer,
]);

export function presentScheduled(change: ScheduledChange) {
  return {
    id: change.id,
    sub: change.sub,
    kind: change.kind,
    day: change.day,
    effectiveAt: change.effective_at,
    ...(change.kind === 'transfer' && {
      unitId: change.unit_id,
      postId: change.post_id,
      roles: change.roles_json,
    }),
    state: change.state,
    createdAt: change.created_at,
    createdBy: change.created_by,
    settledAt: change.settled_at,
  };
}

const peopleSchedule = changeOperation({
  id: 'people.schedule',
  title: { 'zh-CN': '安排入职、调岗或离职', 'en-US': 'Plan a start, a transfer or a leaving' },
  method: 'POST',
  path: '/people/:id/scheduled-changes',
  params: idParams,
  body,
  by: ['system-administrator'],
  // Other roles take two persons, and so does opening or changing an administrator's account: today or on a day to come.
  twoPersons: {
    by: ['security-administrator'],
    when: ({ input: { body: asked }, state }) =>
      (asked.kind === 'transfer' && asked.roles !== undefined) ||
      (asked.kind !== 'leave' && isAdministrator(state?.roles_json ?? [])),
  },
  subject: personSubject,
  async plan({ services, input: { params, body: asked }, caller, state }) {
    if (!state) throw problem('not-found');
    if (asked.kind === 'transfer') await checkTransfer(services, state.roles_json, asked);
    let made: ScheduledChange | undefined;
    return {
      before: null,
      after: { sub: params.id, ...asked },
      async apply(trx) {
        made = await services.schedule.add(trx, {
          ...asked,
          sub: params.id,
          by: subOf(caller),
          isOfAdministrator: isAdministrator(state.roles_json),
        });
      },
      answer: () => ({ status: 201, body: made && presentScheduled(made) }),
    };
  },
});

async function checkTransfer(
  { organisation }: Services,
  held: string[],
  { unitId, postId, roles = [] }: z.output<typeof transfer>,
): Promise<void> {
  const { units, posts, roles: known } = await organisation.structure();
  const errors: FieldError[] = [];
  if (unitId !== null && !units.has(unitId)) {
    errors.push({ pointer: '/body/unitId', detail: `there is no unit ${unitId}` });
  }
  if (postId !== null && !posts.has(postId)) {
    errors.push({ pointer: '/body/postId', detail: `there is no post ${postId}` });
  }
  roles.forEach((role, index) => {
    const pointer = `/body/roles/${index}`;
    if (!known.has(role)) errors.push({ pointer, detail: `there is no role ${role}` });
    // Becoming an administrator needs two persons on the day itself, not one of them months ahead.
    else if (exclusiveRoles.includes(role) && !held.includes(role)) {
      errors.push({ pointer, detail: `${role} cannot be given by a planned change` });
    }
  });
  if (errors.length > 0) throw problem('invalid-input', { errors });
}

const scheduledCancel = changeOperation({
  id: 'scheduled-changes.cancel',
  title: { 'zh-CN': '取消已安排的变动', 'en-US': 'Cancel a planned change' },
  method: 'DELETE',
  path: '/scheduled-changes/:id',
  params: idParams,
  by: ['system-administrator'],
  async plan({ services, input: { params } }) {
    const change = await services.schedule.find(params.id);
    if (!change) throw problem('not-found');
    return {
      before: presentScheduled(change),
      after: null,
      async apply(trx) {
        const isCancelled = await services.schedule.settle(trx, change.id, 'cancelled');
        if (!isCancelled) throw problem('conflict', { detail: `it is ${change.state} already` });
      },
      answer: { status: 204 },
    };
  },
});

const scheduledOfPerson = readOperation({
  id: 'people.scheduled-changes',
  title: { 'zh-CN': '查看某人的变动安排', 'en-US': 'See the planned changes of a person' },
  method: 'GET',
  path: '/people/:id/scheduled-changes',
  params: idParams,
  by: ['system-administrator', 'security-administrator'],
  async read({ services, input: { params } }) {
    return { body: { scheduledChanges: (await services.schedule.of(params.id)).map(presentScheduled) } };
  },
});

export const scheduleOperations: readonly AdministrationOperation[] = [
  peopleSchedule,
  scheduledCancel,
  scheduledOfPerson,
];
