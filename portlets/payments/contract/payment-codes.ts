import { type LocalizedText, text } from './localized-text.ts';

type CodeList<K extends string> = Readonly<Record<K, LocalizedText>>;

/** 支付方式. */
export const paymentMethods = {
  direct: text('财政直接支付', 'Direct payment'),
  authorized: text('财政授权支付', 'Authorized payment'),
} as const satisfies CodeList<string>;
export type PaymentMethod = keyof typeof paymentMethods;

/** 结算方式. */
export const settlementMethods = {
  transfer: text('转账', 'Bank transfer'),
  'official-card': text('公务卡', 'Official card'),
  cheque: text('支票', 'Cheque'),
  cash: text('现金', 'Cash'),
} as const satisfies CodeList<string>;
export type SettlementMethod = keyof typeof settlementMethods;

/** 资金性质. */
export const fundNatures = {
  general: text('一般公共预算资金', 'General public budget'),
  'government-fund': text('政府性基金预算资金', 'Government fund budget'),
  'state-capital': text('国有资本经营预算资金', 'State capital budget'),
  'special-account': text('财政专户管理资金', 'Special account funds'),
} as const satisfies CodeList<string>;
export type FundNature = keyof typeof fundNatures;

/** 三公标识. */
export const threePublicKinds = {
  none: text('非三公经费', 'None'),
  abroad: text('因公出国（境）费', 'Official travel abroad'),
  vehicles: text('公务用车购置及运行维护费', 'Official vehicles'),
  reception: text('公务接待费', 'Official reception'),
} as const satisfies CodeList<string>;
export type ThreePublicKind = keyof typeof threePublicKinds;

/** The codes of a list, for a schema. */
export function codesOf<K extends string>(list: CodeList<K>): [K, ...K[]] {
  return Object.keys(list) as [K, ...K[]];
}
