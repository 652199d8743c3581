import { type LocalizedText, text } from './localized-text.ts';

/** Where a payment request stands. */
export const paymentStates = ['draft', 'submitted', 'returned', 'approved', 'paid', 'withdrawn'] as const;
export type PaymentState = (typeof paymentStates)[number];

/** What a person does to a payment request. */
export const paymentActions = ['submit', 'approve', 'return', 'pay', 'withdraw'] as const;
export type PaymentAction = (typeof paymentActions)[number];

/** What the history tells: every action, and the two edits that do not change the state. */
export type HistoryAction = PaymentAction | 'create' | 'edit';

/** The state machine: from which states an action leads where. */
export const transitions: Readonly<
  Record<PaymentAction, { readonly from: readonly PaymentState[]; readonly to: PaymentState }>
> = {
  submit: { from: ['draft', 'returned'], to: 'submitted' },
  approve: { from: ['submitted'], to: 'approved' },
  return: { from: ['submitted'], to: 'returned' },
  pay: { from: ['approved'], to: 'paid' },
  withdraw: { from: ['draft', 'returned'], to: 'withdrawn' },
};

/** States in which the unit may still change the content. */
export const editableStates: readonly PaymentState[] = ['draft', 'returned'];

/** States as staff call them. */
export const stateNames: Readonly<Record<PaymentState, LocalizedText>> = {
  draft: text('待送审', 'To submit'),
  submitted: text('待审核', 'To review'),
  returned: text('被退回', 'Returned'),
  approved: text('待支付', 'To pay'),
  paid: text('已支付', 'Paid'),
  withdrawn: text('已撤销', 'Withdrawn'),
};

/** Actions as staff call them. */
export const actionNames: Readonly<Record<PaymentAction, LocalizedText>> = {
  submit: text('送审', 'Submit'),
  approve: text('审核', 'Approve'),
  return: text('退回', 'Return'),
  pay: text('支付', 'Pay'),
  withdraw: text('撤销', 'Withdraw'),
};

/** Actions as the history tells them. */
export const historyNames: Readonly<Record<HistoryAction, LocalizedText>> = {
  create: text('新增', 'Created'),
  edit: text('修改', 'Edited'),
  submit: text('送审', 'Submitted'),
  approve: text('审核', 'Approved'),
  return: text('退回', 'Returned'),
  pay: text('支付', 'Paid'),
  withdraw: text('撤销', 'Withdrawn'),
};

/** 当前岗: whose turn it is. */
export const currentPosts: Readonly<Record<PaymentState, LocalizedText>> = {
  draft: text('单位经办岗', 'Unit clerk'),
  submitted: text('支付审核岗', 'Payment reviewer'),
  returned: text('单位经办岗', 'Unit clerk'),
  approved: text('国库支付岗', 'Treasury payment'),
  paid: text('已办结', 'Finished'),
  withdrawn: text('已办结', 'Finished'),
};
