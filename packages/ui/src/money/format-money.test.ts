import { describe, expect, it } from 'vitest';
import { formatMoney, moneyToNumber, sumMoney } from './format-money.ts';

describe('formatMoney', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [100, '1.00'],
    [99999, '999.99'],
    [100000, '1,000.00'],
    ['123456789012', '1,234,567,890.12'],
    ['-123456789012', '-1,234,567,890.12'],
    [123456789012345678901234567890n, '1,234,567,890,123,456,789,012,345,678.90'],
  ])('writes %s cents as %s', (cents, written) => {
    expect(formatMoney(cents)).toBe(written);
  });

  it.each([
    ['万元', '4999', '0.00'],
    ['万元', '5000', '0.01'],
    ['万元', '15000', '0.02'],
    ['万元', '25000', '0.03'],
    ['万元', '-5000', '-0.01'],
    ['万元', '-4999', '0.00'],
    ['万元', '99999999500000', '99,999,999.50'],
    ['万元', '999999995000', '1,000,000.00'],
    ['亿元', '49999999', '0.00'],
    ['亿元', '50000000', '0.01'],
    ['亿元', '12345678901234567', '1,234,567.89'],
  ] as const)('rounds half away from zero in %s: %s', (unit, cents, written) => {
    expect(formatMoney(cents, { unit })).toBe(written);
  });

  it('names the unit in both languages', () => {
    expect(formatMoney('123456000', { unit: '万元', showUnit: true })).toBe('123.46 万元');
    expect(formatMoney('123456000', { unit: '万元', showUnit: true, locale: 'en-US' })).toBe(
      '123.46 (CNY 10,000)',
    );
  });

  it.each([1.5, Number.NaN, 2 ** 53, '1.50', '', 'abc', '1,000'])('refuses %s', (value) => {
    expect(() => formatMoney(value)).toThrow(RangeError);
  });
});

describe('sumMoney', () => {
  it('adds beyond the exact range of numbers and skips what is empty', () => {
    expect(sumMoney(['9007199254740993', 1, null, undefined, -2n])).toBe('9007199254740992');
    expect(sumMoney([])).toBe('0');
  });
});

describe('moneyToNumber', () => {
  it('gives charts a number of the unit', () => {
    expect(moneyToNumber('4528600000000', '万元')).toBe(4528600);
  });
});
