import { text } from './localized-text.ts';

/**
 * What is wrong with a field, in plain words. The schemas name a message by its key; whoever shows the mistake
 * (the service for its problem details, the site beside the field) looks the words up in the person's language.
 */
export const fieldMessages = {
  project: text('请选择本单位的预算项目', 'Choose a budget project of your unit'),
  amount: text(
    '请输入大于 0、不超过 100 亿元的金额，最多两位小数',
    'Enter an amount above 0 and up to 10 billion yuan, with at most two decimals',
  ),
  purpose: text('请填写资金用途，2 至 200 个字', 'Enter the purpose, 2 to 200 characters'),
  'payee-name': text('请填写收款人名称，2 至 100 个字', 'Enter the name of the payee, 2 to 100 characters'),
  'payee-account': text('请填写收款人账号，6 至 32 位数字', 'Enter the account of the payee, 6 to 32 digits'),
  'payee-bank': text('请填写收款人开户行，2 至 100 个字', 'Enter the bank of the payee, 2 to 100 characters'),
  'payment-method': text('请选择支付方式', 'Choose the payment method'),
  'settlement-method': text('请选择结算方式', 'Choose the settlement method'),
  'economic-code': text('请选择经济分类', 'Choose the economic subject'),
  'three-public': text('请选择三公标识', 'Choose the kind of controlled expense'),
  procurement: text('请说明是否政府采购', 'Say whether this is government procurement'),
  'direct-fund': text('请说明是否直达资金', 'Say whether these are directly allocated funds'),
  'contact-name': text('请填写联系人，2 至 30 个字', 'Enter the contact person, 2 to 30 characters'),
  'contact-phone': text(
    '请填写联系电话，如 000-83700000 或 13800000000',
    'Enter a phone number, for example 000-83700000 or 13800000000',
  ),
  'return-reason': text(
    '请填写退回原因，2 至 200 个字',
    'Enter the reason for the return, 2 to 200 characters',
  ),
  opinion: text('意见不超过 200 个字', 'The opinion may have at most 200 characters'),
  'if-match': text(
    '请求缺少所依据的版本号（If-Match）',
    'The request must name the revision it is based on (If-Match)',
  ),
  state: text('没有这种状态', 'There is no such state'),
  'fund-nature': text('没有这种资金性质', 'There is no such kind of funds'),
  unit: text('单位标识有误', 'The unit is not valid'),
  search: text('关键字不超过 100 个字', 'The keyword may have at most 100 characters'),
  'amount-bound': text('金额范围有误', 'The range of amounts is not valid'),
  day: text('日期应为 YYYY-MM-DD', 'A date is written YYYY-MM-DD'),
  page: text('页码有误', 'The page is not valid'),
  size: text('每页条数应为 1 至 100', 'The page size is 1 to 100'),
  period: text('期间应为本日、本月或本年', 'The period is day, month or year'),
} as const;
export type FieldMessage = keyof typeof fieldMessages;
