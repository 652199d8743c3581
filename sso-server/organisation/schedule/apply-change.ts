import type { Transaction } from 'kysely';
import { administratorRoleOf, exclusiveRoles, isAdministrator } from '../../admin-api/administrators.ts';
import { isLastAdministrator, takeTurn } from '../../admin-api/last-administrator.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import type { SsoDatabase } from '../../database-schema.ts';
import type { EndReason, SessionEnder } from '../../sessions/end-sessions.ts';
import type { PeopleStore, PersonRow } from '../people-store.ts';
import type { ScheduledChange, ScheduleStore } from './schedule-store.ts';

export type ApplyParts = {
  schedule: ScheduleStore;
  people: PeopleStore;
  ender: SessionEnder;
  audit: AuditLog;
  now: () => number;
};

type Effect = { change: Partial<PersonRow>; reason: EndReason | undefined };

/**
 * One change takes effect: the row is claimed, the person changed, her sessions ended and the trail written in one
 * transaction, so it happens once, whatever crashes and however many processes try.
 */
export async function applyChange(
  { schedule, people, ender, audit, now }: ApplyParts,
  trx: Transaction<SsoDatabase>,
  due: ScheduledChange,
): Promise<void> {
  const person = await trx.selectFrom('person').selectAll().where('sub', '=', due.sub).executeTakeFirst();
  // On the day itself: who was one of several when it was planned may be the last one by now.
  const role = administratorRoleOf(person?.roles_json ?? []);
  if (role !== undefined) await takeTurn(trx, role);
  const planned = person && effectOf(due, person);
  const obstacle = planned && (await obstacleTo(trx, { due, person, effect: planned }));
  const isPossible = person !== undefined && !obstacle;
  if (!(await schedule.settle(trx, due.id, isPossible ? 'done' : 'failed'))) return;
  const effect = isPossible ? planned : undefined;
  if (person && effect) {
    await people.put(trx, { ...person, ...effect.change, updated_at: now() });
    if (effect.reason) await ender.endAllOf(trx, due.sub, effect.reason);
  }
  await audit.recordIn(trx, {
    event: 'scheduled-change',
    outcome: isPossible ? 'success' : 'failure',
    sub: due.sub,
    username: person?.username ?? null,
    detail: {
      change: due.id,
      kind: due.kind,
      day: due.day,
      plannedBy: due.created_by,
      ...(obstacle && { reason: obstacle }),
      ...(person && effect && { before: pick(person, effect.change), after: effect.change }),
    },
  });
}

/** Why a plan cannot be carried out on its day. */
async function obstacleTo(
  trx: Transaction<SsoDatabase>,
  { due, person, effect }: { due: ScheduledChange; person: PersonRow; effect: Effect },
): Promise<'last-administrator' | 'administrator-since' | undefined> {
  if (!isAdministrator(person.roles_json)) return undefined;
  // One person may plan this for others; for an administrator nobody has agreed to it.
  if (due.kind !== 'leave' && !due.is_of_administrator) return 'administrator-since';
  const after = { ...person, ...effect.change };
  const stays =
    after.is_active && administratorRoleOf(after.roles_json) === administratorRoleOf(person.roles_json);
  return !stays && (await isLastAdministrator(trx, person)) ? 'last-administrator' : undefined;
}

function pick(person: PersonRow, change: Partial<PersonRow>): Partial<PersonRow> {
  const keys = Object.keys(change) as (keyof PersonRow)[];
  return Object.fromEntries(keys.map((key) => [key, person[key]]));
}

/** Undefined when the person is already as planned: nobody is signed out for nothing. */
function effectOf(due: ScheduledChange, person: PersonRow): Effect | undefined {
  if (due.kind === 'start') {
    return person.is_active ? undefined : { change: { is_active: true }, reason: undefined };
  }
  if (due.kind === 'leave') {
    return person.is_active ? { change: { is_active: false }, reason: 'account-disabled' } : undefined;
  }
  // An administrator's role that was taken away since does not come back by an old plan.
  const roles = (due.roles_json ?? person.roles_json).filter(
    (role) => !exclusiveRoles.includes(role) || person.roles_json.includes(role),
  );
  const isSame =
    person.unit_id === due.unit_id &&
    person.post_id === due.post_id &&
    roles.length === person.roles_json.length &&
    roles.every((role) => person.roles_json.includes(role));
  const change = { unit_id: due.unit_id, post_id: due.post_id, roles_json: roles };
  return isSame ? undefined : { change, reason: 'rights-changed' };
}
