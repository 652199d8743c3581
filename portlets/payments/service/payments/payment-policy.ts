import type { Caller } from '@yimen/service-kit';
import {
  editableStates,
  type PaymentAction,
  paymentActions,
  transitions,
} from '../../contract/payment-state.ts';
import type { PaymentTable } from '../tables.ts';
import { refuse } from './refuse.ts';

type Owned = Pick<PaymentTable, 'unit_id' | 'created_by_sub' | 'state'>;

const reviewerActions: ReadonlySet<PaymentAction> = new Set<PaymentAction>(['approve', 'return', 'pay']);

/** Whose requests a person sees: reviewers and leaders all, everybody else those of her own unit (I6). */
export function visibleUnits(caller: Caller): readonly string[] | 'all' {
  if (caller.roles.includes('payment-reviewer') || caller.roles.includes('leader')) return 'all';
  return caller.unitId === undefined ? [] : [caller.unitId];
}

/** Whether a person sees a unit's requests. */
export function seesUnit(caller: Caller, unitId: string): boolean {
  const units = visibleUnits(caller);
  return units === 'all' || units.includes(unitId);
}

/** Whether a person drafts requests of a unit. */
export function isClerkOf(caller: Caller, unitId: string | undefined): boolean {
  return unitId !== undefined && caller.unitId === unitId && caller.roles.includes('payment-clerk');
}

/** @throws problem `forbidden` with the reason when this person may not do that to this request */
export function authorizeAction(caller: Caller, action: PaymentAction, payment: Owned): void {
  if (!reviewerActions.has(action)) authorizeEdit(caller, payment);
  else if (!caller.roles.includes('payment-reviewer')) throw refuse('forbidden', 'not-reviewer');
  else if (caller.sub === payment.created_by_sub) throw refuse('forbidden', 'own-request');
}

/** @throws problem `forbidden` when this person is no clerk of the request's unit */
export function authorizeEdit(caller: Caller, payment: Owned): void {
  if (!isClerkOf(caller, payment.unit_id)) throw refuse('forbidden', 'not-clerk');
}

/** What the person can do now, for the buttons. */
export function possibleActions(caller: Caller, payment: Owned): PaymentAction[] {
  return paymentActions.filter((action) => {
    if (!transitions[action].from.includes(payment.state)) return false;
    if (!reviewerActions.has(action)) return isClerkOf(caller, payment.unit_id);
    return caller.roles.includes('payment-reviewer') && caller.sub !== payment.created_by_sub;
  });
}

/** Whether the person can edit the content now. */
export function mayEdit(caller: Caller, payment: Owned): boolean {
  return editableStates.includes(payment.state) && isClerkOf(caller, payment.unit_id);
}
