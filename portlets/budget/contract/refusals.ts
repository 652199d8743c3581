import { type LocalizedText, text } from './localized-text.ts';

/** Why the service refuses, in plain words. Problem details carry the key as `reason`. */
export const refusals = {
  'no-unit': text('没有这个预算单位，或者您无权查看', 'There is no such budget unit, or you may not see it'),
  'unknown-subject': text(
    '功能分类科目不存在，请先导入科目',
    'The functional subject does not exist; import the subjects first',
  ),
  'repeated-line': text('同一科目和支出类型只能有一行', 'A subject and kind may have one line only'),
  'unknown-unit': text(
    '预算单位不存在，请先导入单位',
    'The budget unit does not exist; import the units first',
  ),
} as const satisfies Record<string, LocalizedText>;
export type Refusal = keyof typeof refusals;
