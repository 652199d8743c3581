export {
  type ImportOutcome,
  type PaymentImport,
  paymentImport,
  type UnitImport,
  unitImport,
} from './administration.ts';
export { type EconomicCode, economicSubjects } from './economic-subjects.ts';
export { type FieldMessage, fieldMessages } from './field-messages.ts';
export { type Locale, type LocalizedText, text } from './localized-text.ts';
export { maximumCents, parseYuan, writeYuan } from './money.ts';
export {
  codesOf,
  type FundNature,
  fundNatures,
  type PaymentMethod,
  paymentMethods,
  type SettlementMethod,
  settlementMethods,
  type ThreePublicKind,
  threePublicKinds,
} from './payment-codes.ts';
export { actionBody, type PaymentDraft, paymentDraft, returnBody } from './payment-draft.ts';
export {
  type PaymentList,
  type PaymentListQuery,
  type PaymentStatus,
  type Period,
  paymentListQuery,
  paymentStatusQuery,
  periods,
} from './payment-list.ts';
export {
  actionNames,
  currentPosts,
  editableStates,
  type HistoryAction,
  historyNames,
  type PaymentAction,
  type PaymentState,
  paymentActions,
  paymentStates,
  stateNames,
  transitions,
} from './payment-state.ts';
export type {
  AccountView,
  FormOptions,
  HistoryEntry,
  PaymentDetail,
  PaymentDraftView,
  PaymentView,
  SiteSession,
} from './payment-view.ts';
export { type Refusal, type RefusalFacts, refusals } from './refusals.ts';
