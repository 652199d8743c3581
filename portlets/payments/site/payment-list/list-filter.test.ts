import { expect, it } from 'vitest';
import { badAmounts, countAdvanced, readFilter, writeFilter } from './list-filter.ts';

it('keeps the filter in the address, amounts in 分', () => {
  const filter = {
    ...readFilter(new URLSearchParams()),
    text: ' 印刷 ',
    unit: 'edu',
    amountFrom: '1,000.5',
    createdFrom: '2026-11-01',
  };
  const address = writeFilter(filter, 'submitted');
  expect(address).toBe(
    `/payments?state=submitted&text=${encodeURIComponent('印刷')}&unit=edu&createdFrom=2026-11-01&amountFrom=100050`,
  );
  const again = readFilter(new URL(address, 'http://localhost').searchParams);
  expect(again).toEqual({ ...filter, text: '印刷', amountFrom: '1,000.50' });
  expect(countAdvanced(again)).toBe(3);
});

it('says which typed amounts cannot be read, and an empty filter is no query', () => {
  const empty = readFilter(new URLSearchParams('amountFrom=much'));
  expect(writeFilter(empty, null)).toBe('/payments');
  expect(badAmounts({ ...empty, amountFrom: 'much', amountTo: '5' })).toEqual(['amountFrom']);
});
