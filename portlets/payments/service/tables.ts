import type { RelyingPartyTables } from '@yimen/relying-party';
import type { LocalizedText } from '../contract/localized-text.ts';
import type {
  FundNature,
  PaymentMethod,
  SettlementMethod,
  ThreePublicKind,
} from '../contract/payment-codes.ts';
import type { HistoryAction, PaymentState } from '../contract/payment-state.ts';
import type { AccountView, FormOptions } from '../contract/payment-view.ts';

/** A budget unit that may apply for payments, as the administration program told it. */
export type UnitTable = {
  id: string;
  code: string;
  name_json: LocalizedText;
  payer_json: AccountView;
  projects_json: FormOptions['projects'];
  is_demonstration: boolean;
};

/** A payment request. Names of project, subject and payer are as they were when it was last edited. */
export type PaymentTable = {
  id: string;
  number: string;
  unit_id: string;
  project_code: string;
  project_name: string;
  functional_code: string;
  functional_name_json: LocalizedText;
  fund_nature: FundNature;
  amount_cents: number;
  purpose: string;
  payer_json: AccountView;
  payee_name: string;
  payee_account: string;
  payee_bank: string;
  payment_method: PaymentMethod;
  settlement_method: SettlementMethod;
  economic_code: string;
  three_public: ThreePublicKind;
  is_procurement: boolean;
  is_direct_fund: boolean;
  contact_name: string;
  contact_phone: string;
  /** Folded text that the keyword search looks in. */
  search_text: string;
  state: PaymentState;
  revision: number;
  created_by_sub: string;
  created_by: string;
  created_at: number;
  state_at: number;
  /** External id of the to-do that is open for it; null when nobody has to act. */
  open_todo: string | null;
  /** What was imported, and the revision right after; people have worked on it when `revision` is higher. */
  import_digest: string | null;
  import_revision: number | null;
};

/** One line of a request's history; never changed. */
export type PaymentStepTable = {
  payment_id: string;
  position: number;
  action: HistoryAction;
  from_state: PaymentState | null;
  to_state: PaymentState;
  by_sub: string;
  by_name: string;
  opinion: string;
  done_at: number;
};

/** Last number given out on a day. */
export type NumberSeriesTable = { day: string; last_number: number };

/** A request to the to-do service that was decided together with a change of state and waits for delivery. */
export type OutboxTable = {
  /** `<payment id>:<revision>:<n>`: sorts in the order in which one payment's requests must arrive. */
  id: string;
  payment_id: string;
  method: 'PUT' | 'POST' | 'DELETE';
  path: string;
  body_json: unknown;
  attempts: number;
  created_at: number;
  next_at: number;
  /** Refused for good; kept for the administrator, does not hold up what follows. */
  is_refused: boolean;
  last_problem: string | null;
};

/** Every table of this system. */
export type PaymentsTables = RelyingPartyTables & {
  unit: UnitTable;
  payment: PaymentTable;
  payment_step: PaymentStepTable;
  number_series: NumberSeriesTable;
  outbox: OutboxTable;
};
