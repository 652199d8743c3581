import { describe, expect, it } from 'vitest';
import { draft } from '../../test/harness/people.ts';
import { mistakesOf, newValues, readForm, valuesOf } from './form-values.ts';

describe('the form of a request', () => {
  it('gives the draft that it was made of', () => {
    expect(readForm(valuesOf(draft), 'zh-CN')).toEqual({ draft });
  });

  it('tells every mistake at once, once a field, in the language of the page', () => {
    const read = readForm({ ...newValues, amount: '12.345', payeeAccount: 'x' }, 'zh-CN');
    if (!('mistakes' in read)) throw new Error('the form should be refused');
    expect(read.mistakes.map(({ field }) => field)).toEqual([
      'projectCode',
      'amount',
      'purpose',
      'payeeName',
      'payeeAccount',
      'payeeBank',
      'economicCode',
      'contactName',
      'contactPhone',
    ]);
    expect(read.mistakes[1]?.text).toBe('请输入大于 0、不超过 100 亿元的金额，最多两位小数');
    const english = readForm({ ...valuesOf(draft), contactPhone: '1' }, 'en-US');
    expect(english).toMatchObject({
      mistakes: [{ field: 'contactPhone', text: expect.stringContaining('phone number') }],
    });
  });

  it('finds the field of a mistake that the service told', () => {
    const errors = [
      { pointer: '/body/amountCents', detail: '金额有误' },
      { pointer: '/headers/if-match', detail: '缺少' },
    ];
    expect(mistakesOf(errors)).toEqual([{ field: 'amount', text: '金额有误' }]);
  });
});
