/**
 * What windows did in one hour: of each measure a histogram (`bucket`, see `histogram.ts`) or, in bucket 0, a plain
 * count. Rows hold no person; `unit_id` is empty for people without a unit.
 */
export type WindowFigureTable = {
  hour_at: number;
  portlet: string;
  version: string;
  page_id: string;
  unit_id: string;
  measure: string;
  bucket: number;
  amount: number;
  total: number;
};
