import type { LocalizedText } from './localized-text.ts';
import type { FundNature, PaymentMethod, SettlementMethod, ThreePublicKind } from './payment-codes.ts';
import type { PaymentDraft } from './payment-draft.ts';
import type { HistoryAction, PaymentAction, PaymentState } from './payment-state.ts';

/** A bank account as people see it: digits in the middle are masked on the server. */
export type AccountView = { name: string; account: string; bank: string };

/** A request as a row of the list. */
export type PaymentView = {
  id: string;
  /** 支付申请编号. */
  number: string;
  state: PaymentState;
  revision: number;
  unit: { id: string; code: string; name: LocalizedText };
  project: { code: string; name: string };
  amountCents: number;
  purpose: string;
  payeeName: string;
  paymentMethod: PaymentMethod;
  fundNature: FundNature;
  createdBy: string;
  createdAt: number;
  /** Since when it is in this state. */
  stateAt: number;
};

/** One line of the history: who did what, when, and her opinion. */
export type HistoryEntry = {
  action: HistoryAction;
  from: PaymentState | null;
  to: PaymentState;
  by: string;
  at: number;
  opinion: string;
};

/** GET /api/payments/:id. `actions` and `mayEdit` are what this person may do now; the service checks again. */
export type PaymentDetail = PaymentView & {
  payer: AccountView;
  payee: AccountView;
  settlementMethod: SettlementMethod;
  functional: { code: string; name: LocalizedText };
  economic: { code: string; name: LocalizedText };
  threePublic: ThreePublicKind;
  isProcurement: boolean;
  isDirectFund: boolean;
  contactName: string;
  contactPhone: string;
  history: HistoryEntry[];
  actions: PaymentAction[];
  mayEdit: boolean;
};

/** GET /api/payments/:id/draft: what the form edits, with the whole account; only for who may edit. */
export type PaymentDraftView = { revision: number; draft: PaymentDraft };

/** GET /api/form-options: what a clerk chooses from. */
export type FormOptions = {
  unit: { id: string; code: string; name: LocalizedText };
  payer: AccountView;
  projects: {
    code: string;
    name: string;
    functional: { code: string; name: LocalizedText };
    fundNature: FundNature;
  }[];
};

/** GET /api/session. */
export type SiteSession = {
  user: { name: string; username: string; unitName: LocalizedText | null };
  locale: 'zh-CN' | 'en-US';
  permissions: { create: boolean; seesAllUnits: boolean };
  /** Units whose requests the person may see. */
  units: { id: string; name: LocalizedText }[];
  portalUrl: string;
  /** Some of what this person sees is invented. */
  isDemonstration: boolean;
};
