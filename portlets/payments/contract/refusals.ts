import { type Locale, type LocalizedText, text } from './localized-text.ts';
import { actionNames, type PaymentAction, type PaymentState, stateNames } from './payment-state.ts';

/** What stands in a refusal besides its reason. */
export type RefusalFacts = {
  action?: PaymentAction;
  state?: PaymentState;
  by?: string;
  at?: number;
  unit?: string;
};

type Sentence = (facts: RefusalFacts, locale: Locale) => string;

const plain =
  (sentence: LocalizedText): Sentence =>
  (_facts, locale) =>
    sentence[locale];

const outdated: Sentence = ({ by = '', state = 'draft' }, locale) =>
  locale === 'zh-CN'
    ? `${by} 刚刚处理过这笔申请，它现在是“${stateNames[state][locale]}”。您的操作没有执行，请看过最新内容后再决定。`
    : `${by} has just dealt with this request; it is now “${stateNames[state][locale]}”. Your action was not carried out. Please look at the current content first.`;

const wrongState: Sentence = ({ action = 'submit', state = 'draft' }, locale) =>
  locale === 'zh-CN'
    ? `这笔申请现在是“${stateNames[state][locale]}”，不能${actionNames[action][locale]}。`
    : `This request is “${stateNames[state][locale]}” now; “${actionNames[action][locale]}” is not possible.`;

/** Why the service refuses, in plain words. Problem details carry the key as `reason`. */
export const refusals = {
  outdated,
  'wrong-state': wrongState,
  'not-editable': plain(
    text(
      '已送审的申请不能修改，请先由审核岗退回',
      'A submitted request cannot be edited; the reviewer has to return it first',
    ),
  ),
  'own-request': plain(
    text('不能审核或支付本人经办的申请', 'You cannot review or pay a request of your own'),
  ),
  'not-reviewer': plain(
    text('只有支付审核岗可以审核、退回和支付', 'Only payment reviewers approve, return and pay'),
  ),
  'not-clerk': plain(
    text(
      '只有本单位的经办人可以新增、修改、送审和撤销',
      'Only clerks of the unit create, edit, submit and withdraw',
    ),
  ),
  'unit-unknown': plain(text('您所在的单位没有开通支付申请', 'Your unit is not set up for payment requests')),
  'no-unit': plain(
    text('没有这个预算单位，或者您无权查看', 'There is no such budget unit, or you may not see it'),
  ),
  'no-payment': plain(
    text('没有这笔支付申请，或者您无权查看', 'There is no such payment request, or you may not see it'),
  ),
} as const satisfies Record<string, Sentence>;
export type Refusal = keyof typeof refusals;
