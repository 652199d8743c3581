import { expect, it } from 'vitest';
import { parseYuan, writeYuan } from './money.ts';

it.each([
  ['128000', 12_800_000],
  ['1,234.5', 123_450],
  ['１２３４．５６', 123_456],
  [' ¥ 0.01 ', 1],
  ['0.29', 29],
  ['9,999,999,999.99', 999_999_999_999],
])('reads %s exactly', (typed, cents) => {
  expect(parseYuan(typed)).toBe(cents);
});

it.each(['', '-1', '1.234', 'abc', '1e3', '.5', '1.2.3', '1234567890123'])('refuses %s', (typed) => {
  expect(parseYuan(typed)).toBeUndefined();
});

it('writes what it reads', () => {
  expect(writeYuan(123_456_789)).toBe('1,234,567.89');
  expect(writeYuan(5)).toBe('0.05');
  expect(writeYuan(-12_800_000)).toBe('-128,000.00');
  expect(parseYuan(writeYuan(987_654_321))).toBe(987_654_321);
});
