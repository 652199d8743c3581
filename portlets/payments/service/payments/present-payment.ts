import type { Caller } from '@yimen/service-kit';
import { economicSubjects } from '../../contract/economic-subjects.ts';
import { text } from '../../contract/localized-text.ts';
import type { PaymentDraft } from '../../contract/payment-draft.ts';
import type { HistoryEntry, PaymentDetail, PaymentView } from '../../contract/payment-view.ts';
import { maskAccount } from './mask-account.ts';
import { mayEdit, possibleActions } from './payment-policy.ts';
import type { PaymentRow, PaymentWithUnit, StepRow } from './payment-store.ts';

/** A row as the list shows it. */
export function presentPayment(row: PaymentWithUnit): PaymentView {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    revision: row.revision,
    unit: { id: row.unit_id, code: row.unit_code, name: row.unit_name_json },
    project: { code: row.project_code, name: row.project_name },
    amountCents: row.amount_cents,
    purpose: row.purpose,
    payeeName: row.payee_name,
    paymentMethod: row.payment_method,
    fundNature: row.fund_nature,
    createdBy: row.created_by,
    createdAt: row.created_at,
    stateAt: row.state_at,
  };
}

/** A request with everything, for one person. */
export function presentDetail(
  row: PaymentWithUnit,
  steps: readonly StepRow[],
  caller: Caller,
): PaymentDetail {
  const economicNames: Readonly<Record<string, PaymentDetail['economic']['name']>> = economicSubjects;
  return {
    ...presentPayment(row),
    payer: { ...row.payer_json, account: maskAccount(row.payer_json.account) },
    payee: { name: row.payee_name, account: maskAccount(row.payee_account), bank: row.payee_bank },
    settlementMethod: row.settlement_method,
    functional: { code: row.functional_code, name: row.functional_name_json },
    economic: {
      code: row.economic_code,
      name: economicNames[row.economic_code] ?? text(row.economic_code, row.economic_code),
    },
    threePublic: row.three_public,
    isProcurement: row.is_procurement,
    isDirectFund: row.is_direct_fund,
    contactName: row.contact_name,
    contactPhone: row.contact_phone,
    history: steps.map(presentStep),
    actions: possibleActions(caller, row),
    mayEdit: mayEdit(caller, row),
  };
}

function presentStep(step: StepRow): HistoryEntry {
  const { action, from_state, to_state, by_name, done_at, opinion } = step;
  return { action, from: from_state, to: to_state, by: by_name, at: done_at, opinion };
}

/** What the form edits. */
export function presentDraft(row: PaymentRow): PaymentDraft {
  return {
    projectCode: row.project_code,
    amountCents: row.amount_cents,
    purpose: row.purpose,
    payeeName: row.payee_name,
    payeeAccount: row.payee_account,
    payeeBank: row.payee_bank,
    paymentMethod: row.payment_method,
    settlementMethod: row.settlement_method,
    economicCode: row.economic_code as PaymentDraft['economicCode'],
    threePublic: row.three_public,
    isProcurement: row.is_procurement,
    isDirectFund: row.is_direct_fund,
    contactName: row.contact_name,
    contactPhone: row.contact_phone,
  };
}
