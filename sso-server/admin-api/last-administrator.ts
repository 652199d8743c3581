import { problem } from '@yimen/problem';
import type { Kysely, Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import type { PersonRow } from '../organisation/people-store.ts';
import { administratorRoleOf } from './administrators.ts';
import type { Plan } from './operation.ts';

type After = { isActive: boolean; roles: readonly string[] };
type Account = Pick<PersonRow, 'sub' | 'roles_json' | 'is_active'>;

/**
 * Whether nobody else who is active holds her administrator role. Without one of the three nothing that takes two
 * persons can be decided any more, or nobody looks at the trail: one administrator could bring that about alone.
 */
export async function isLastAdministrator(query: Kysely<SsoDatabase>, person: Account): Promise<boolean> {
  const role = administratorRoleOf(person.roles_json);
  if (!person.is_active || role === undefined) return false;
  const other = await query
    .selectFrom('administrator')
    .innerJoin('person', 'person.sub', 'administrator.sub')
    .select('person.sub')
    .where('administrator.role', '=', role)
    .where('administrator.sub', '!=', person.sub)
    .where('person.is_active', '=', true)
    .executeTakeFirst();
  return other === undefined;
}

/** @throws problem `conflict` when the change would leave one of the three without an active holder */
export async function keepAdministrator(
  query: Kysely<SsoDatabase>,
  before: Account | null,
  after: After,
): Promise<void> {
  const role = administratorRoleOf(before?.roles_json ?? []);
  if (!before || role === undefined || (after.isActive && after.roles.includes(role))) return;
  if (await isLastAdministrator(query, before)) {
    throw problem('conflict', { detail: `nobody else who is active holds the role ${role}` });
  }
}

/**
 * The same again in the transaction of the change: two administrators who disable the last two holders at the same
 * moment each see the other one when they plan.
 */
export function keepAdministratorIn(plan: Plan, before: Account | null, after: After): Plan {
  const { apply } = plan;
  const role = administratorRoleOf(before?.roles_json ?? []);
  if (!apply || role === undefined) return plan;
  return {
    ...plan,
    async apply(trx) {
      await takeTurn(trx, role);
      await keepAdministrator(trx, before, after);
      await apply(trx);
    },
  };
}

/**
 * One after the other: on PostgreSQL (repeatable read) transactions that change different people do not see each
 * other. Both write this row, so the later one fails to serialize and begins anew.
 */
export async function takeTurn(trx: Transaction<SsoDatabase>, role: string): Promise<void> {
  await trx
    .updateTable('role')
    .set((row) => ({ updated_at: row.ref('updated_at') }))
    .where('id', '=', role)
    .execute();
}
