import { parseYuan, writeYuan } from '../../contract/index.ts';

/** What the advanced search holds; empty texts are no filter. Amounts as typed, in 元. */
export type ListFilter = {
  text: string;
  unit: string;
  paymentMethod: string;
  fundNature: string;
  amountFrom: string;
  amountTo: string;
  createdFrom: string;
  createdTo: string;
};

const keys = ['text', 'unit', 'paymentMethod', 'fundNature', 'createdFrom', 'createdTo'] as const;
const amounts = ['amountFrom', 'amountTo'] as const;

/** Reads the filter from the address, where it lives: a filtered list can be bookmarked and sent. */
export function readFilter(search: URLSearchParams): ListFilter {
  const yuan = (key: string): string => {
    const cents = Number(search.get(key));
    return search.has(key) && Number.isSafeInteger(cents) ? writeYuan(cents) : '';
  };
  return {
    ...(Object.fromEntries(keys.map((key) => [key, search.get(key) ?? ''])) as Pick<
      ListFilter,
      (typeof keys)[number]
    >),
    amountFrom: yuan('amountFrom'),
    amountTo: yuan('amountTo'),
  };
}

/** Which typed amounts cannot be read. */
export function badAmounts(filter: ListFilter): (typeof amounts)[number][] {
  return amounts.filter((key) => filter[key].trim() !== '' && parseYuan(filter[key]) === undefined);
}

/** The address of the first page under this filter; the status tab stays. */
export function writeFilter(filter: ListFilter, state: string | null): string {
  const search = new URLSearchParams();
  if (state) search.set('state', state);
  for (const key of keys) if (filter[key].trim() !== '') search.set(key, filter[key].trim());
  for (const key of amounts) {
    const cents = parseYuan(filter[key]);
    if (cents !== undefined) search.set(key, String(cents));
  }
  const query = search.toString();
  return query ? `/payments?${query}` : '/payments';
}

/** How many filters besides the keyword are set. */
export function countAdvanced(filter: ListFilter): number {
  return Object.entries(filter).filter(([key, value]) => key !== 'text' && value !== '').length;
}
