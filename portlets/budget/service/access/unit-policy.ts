import type { Caller } from '@yimen/service-kit';
import { refuse } from '../problems/refuse.ts';

/** Whose figures a person sees. */
export type VisibleUnits = readonly string[] | 'all';

// Roles whose work is with every unit.
const overseers = ['payment-reviewer', 'leader'];

/**
 * Whose figures a person sees: payment reviewers, leaders and everyone in the finance bureau all units, the people
 * of a budget unit their own (I6).
 *
 * @param financeUnit id of the bureau in the directory
 */
export function visibleUnits(caller: Caller, financeUnit: string): VisibleUnits {
  if (caller.roles.some((role) => overseers.includes(role))) return 'all';
  if (caller.unitId === financeUnit || caller.unitPath.includes(financeUnit)) return 'all';
  return caller.unitId === undefined ? [] : [caller.unitId];
}

/** The units that a query counts. @throws problem `not-found` when it names a unit that the person may not see */
export function askedUnits(visible: VisibleUnits, asked: string | undefined): VisibleUnits {
  if (asked === undefined) return visible;
  if (visible !== 'all' && !visible.includes(asked)) throw refuse('not-found', 'no-unit');
  return [asked];
}
