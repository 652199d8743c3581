import { text } from './localized-text.ts';

/**
 * What is wrong with a field, in plain words. The schemas name a message by its key; the service looks the words
 * up in the person's language.
 */
export const fieldMessages = {
  unit: text('单位标识有误', 'The unit is not valid'),
  year: text('年度应为 2000 至 2100', 'The year is 2000 to 2100'),
  month: text('月份应为 1 至 12', 'The month is 1 to 12'),
  kind: text('没有这种支出类型', 'There is no such kind of expenditure'),
  by: text('只能按单位或功能分类导出', 'Export by unit or by subject'),
  money: text('金额单位应为元、万元或亿元', 'The unit of money is 元, 万元 or 亿元'),
} as const;
export type FieldMessage = keyof typeof fieldMessages;
