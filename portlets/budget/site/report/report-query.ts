import { type MoneyUnit, moneyUnits } from '@yimen/ui';

/** What a report is asked for; it lives in the page's address. */
export type ReportQuery = {
  year: number | undefined;
  month: number | undefined;
  kind: 'basic' | 'project' | undefined;
  unit: string | undefined;
  money: MoneyUnit;
};

/** Reads the address; what it does not understand is as if it were not there. */
export function readReportQuery(search: URLSearchParams): ReportQuery {
  const whole = (key: string): number | undefined => {
    const value = search.get(key);
    return value !== null && /^\d{1,4}$/.test(value) ? Number(value) : undefined;
  };
  const kind = search.get('kind');
  return {
    year: whole('year'),
    month: whole('month'),
    kind: kind === 'basic' || kind === 'project' ? kind : undefined,
    unit: search.get('unit') ?? undefined,
    money: moneyUnits.find((unit) => unit === search.get('money')) ?? '万元',
  };
}

/** The query as text: for the service without the money unit, for an address with it. */
export function writeReportQuery(query: Partial<ReportQuery>, o: { forAddress: boolean }): string {
  const search = new URLSearchParams();
  for (const key of ['year', 'month', 'kind', 'unit'] as const) {
    const value = query[key];
    if (value !== undefined) search.set(key, String(value));
  }
  if (o.forAddress && query.money !== undefined && query.money !== '万元') search.set('money', query.money);
  return search.toString();
}
