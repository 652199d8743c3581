import { dayOf } from '@yimen/service-kit';
import type { Transaction } from 'kysely';
import { isAdministrator } from '../admin-api/administrators.ts';
import { presentPerson } from '../admin-api/plan-person.ts';
import { difference } from '../admin-api/summary.ts';
import type { SsoDatabase } from '../database-schema.ts';
import type { PersonRow } from '../organisation/people-store.ts';
import type { Services } from '../services.ts';
import type { ImportBatch, ImportRow } from './import-store.ts';
import { isHandover, mergePerson, reasonToEnd, type StagedPerson, takesTwoPersons } from './person-row.ts';

type Staged = StagedPerson & { passwordHash?: string };
type Change = { before: PersonRow | undefined; after: PersonRow };
export type ApplyServices = Pick<
  Services,
  'people' | 'credentials' | 'schedule' | 'ender' | 'audit' | 'now' | 'timeZone'
>;

/** By now it would do what nobody has agreed to: it has to be checked again. Nothing of it is applied. */
export class ImportOutdated extends Error {
  override readonly name = 'ImportOutdated';
}

/** Some hundred people of an import, in its transaction. Everything is judged by the rows of this moment. */
export async function applyPeople(
  services: ApplyServices,
  trx: Transaction<SsoDatabase>,
  o: { batch: ImportBatch; rows: ImportRow[] },
): Promise<void> {
  const staged = o.rows.map((row) => row.row_json as Staged);
  const subs = staged.map(({ sub }) => sub);
  const known = await trx.selectFrom('person').selectAll().where('sub', 'in', subs).execute();
  const bySub = new Map(known.map((person) => [person.sub, person]));
  const at = { now: services.now(), today: dayOf(services.now(), services.timeZone) };
  const isAgreedByTwo = o.batch.counts_json.withRoles > 0;
  const changes = staged.flatMap((person): Change[] => {
    const before = bySub.get(person.sub);
    const after = mergePerson(person, before, at);
    // Since the dry run somebody may have become an administrator, or have got other roles.
    if (before && isHandover(before, person.passwordHash)) throw new ImportOutdated();
    if (!isAgreedByTwo && takesTwoPersons(person, before, after)) throw new ImportOutdated();
    return after === before ? [] : [{ before, after }];
  });
  await services.people.putMany(
    trx,
    changes.map(({ after }) => after),
  );
  await services.credentials.addMissing(
    trx,
    staged.flatMap(({ sub, passwordHash }) => (passwordHash === undefined ? [] : [{ sub, passwordHash }])),
  );
  await endSessions(services, trx, changes);
  await planDates(services, trx, { staged, known: bySub, today: at.today, by: o.batch.created_by });
  if (changes.length > 0) await record(services, trx, o.batch, changes);
}

async function endSessions(
  { ender }: ApplyServices,
  trx: Transaction<SsoDatabase>,
  changes: Change[],
): Promise<void> {
  const losing = new Map(
    changes.flatMap(({ before, after }) => {
      const reason = before && reasonToEnd(before, after);
      return reason ? [[after.sub, reason] as const] : [];
    }),
  );
  if (losing.size === 0) return;
  const online = await trx
    .selectFrom('session')
    .select('account_id')
    .distinct()
    .where('account_id', 'in', [...losing.keys()])
    .execute();
  for (const { account_id } of online) {
    const reason = account_id === null ? undefined : losing.get(account_id);
    if (account_id !== null && reason) await ender.endAllOf(trx, account_id, reason);
  }
}

/** Starting and leaving dates of the file become planned changes; the same date twice is one. */
async function planDates(
  { schedule }: ApplyServices,
  trx: Transaction<SsoDatabase>,
  o: { staged: Staged[]; known: Map<string, PersonRow>; today: string; by: string | null },
): Promise<void> {
  const wanted = o.staged.flatMap(({ sub, startsOn, leavesOn }) => [
    ...(startsOn && startsOn > o.today ? [{ sub, kind: 'start' as const, day: startsOn }] : []),
    ...(leavesOn === undefined ? [] : [{ sub, kind: 'leave' as const, day: leavesOn }]),
  ]);
  if (wanted.length === 0) return;
  const planned = await schedule.plannedOf(
    trx,
    wanted.map(({ sub }) => sub),
  );
  for (const { sub, kind, day } of wanted) {
    const same = planned.filter((change) => change.sub === sub && change.kind === kind);
    if (day === null) {
      for (const change of same) await schedule.settle(trx, change.id, 'cancelled');
    } else if (!same.some((change) => change.day === day)) {
      // An import neither makes nor unmakes administrators: who was one is one.
      const isOfAdministrator = isAdministrator(o.known.get(sub)?.roles_json ?? []);
      await schedule.add(trx, { sub, kind, day, by: o.by, isOfAdministrator }, { isQuiet: true });
    }
  }
}

/** Before and after of everybody, in one row of the trail per chunk. */
function record(
  { audit }: ApplyServices,
  trx: Transaction<SsoDatabase>,
  batch: ImportBatch,
  changes: Change[],
) {
  return audit.recordIn(trx, {
    event: 'people-imported',
    outcome: 'success',
    sub: batch.created_by,
    detail: {
      import: batch.id,
      people: changes.map(({ before, after }) => ({
        sub: after.sub,
        ...difference(before ? presentPerson(before) : null, presentPerson(after)),
      })),
    },
  });
}
