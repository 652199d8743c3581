import { foldText } from '@yimen/database';
import { type FieldError, problem } from '@yimen/problem';
import type { FieldMessage } from '../../contract/field-messages.ts';
import type { PaymentDraft } from '../../contract/payment-draft.ts';
import type { PaymentTable } from '../tables.ts';
import type { UnitRow } from '../units/unit-store.ts';

type DraftColumns = Omit<
  PaymentTable,
  | 'id'
  | 'number'
  | 'state'
  | 'revision'
  | 'created_by_sub'
  | 'created_by'
  | 'created_at'
  | 'state_at'
  | 'open_todo'
  | 'import_digest'
  | 'import_revision'
>;

/**
 * The columns that a draft fills: what was typed, and what follows from the unit and the project.
 *
 * @throws problem `invalid-input` when the unit has no such project
 */
export function draftColumns(draft: PaymentDraft, unit: UnitRow, number: string): DraftColumns {
  const project = unit.projects_json.find(({ code }) => code === draft.projectCode);
  if (!project) {
    const error: FieldError = { pointer: '/body/projectCode', detail: 'project' satisfies FieldMessage };
    throw problem('invalid-input', { errors: [error] });
  }
  const searched = [number, project.code, project.name, draft.purpose, draft.payeeName, draft.contactName];
  return {
    unit_id: unit.id,
    project_code: project.code,
    project_name: project.name,
    functional_code: project.functional.code,
    functional_name_json: project.functional.name,
    fund_nature: project.fundNature,
    payer_json: unit.payer_json,
    amount_cents: draft.amountCents,
    purpose: draft.purpose,
    payee_name: draft.payeeName,
    payee_account: draft.payeeAccount,
    payee_bank: draft.payeeBank,
    payment_method: draft.paymentMethod,
    settlement_method: draft.settlementMethod,
    economic_code: draft.economicCode,
    three_public: draft.threePublic,
    is_procurement: draft.isProcurement,
    is_direct_fund: draft.isDirectFund,
    contact_name: draft.contactName,
    contact_phone: draft.contactPhone,
    search_text: foldText(searched.join('\n')),
  };
}
