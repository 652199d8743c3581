import type { WindowFigure } from '@yimen/shell-contract';
import type { FigureRow } from './figure-store.ts';
import { bucketOf } from './histogram.ts';

/** Where a figure belongs. */
export type FigurePlace = Pick<FigureRow, 'hour_at' | 'portlet' | 'version' | 'page_id' | 'unit_id'>;

/** Measures that are histograms of milliseconds. */
export const DURATIONS = ['load', 'mounted', 'data', 'longTask'] as const;

/** The rows that what one window reported adds to. */
export function rowsOf(figure: WindowFigure, place: FigurePlace): FigureRow[] {
  const { phases, errors, requests, events, longTasks } = figure;
  const rows: FigureRow[] = [];
  const count = (measure: string, amount: number) => {
    if (amount > 0) rows.push({ ...place, measure, bucket: 0, amount, total: amount });
  };
  const duration = (measure: (typeof DURATIONS)[number], value: number | undefined) => {
    if (value === undefined) return;
    rows.push({ ...place, measure, bucket: bucketOf(value), amount: 1, total: Math.round(value) });
  };
  count('loads', figure.isNew ? 1 : 0);
  count('failedLoads', isFailed(figure) ? 1 : 0);
  for (const [kind, amount] of Object.entries(errors)) count(`error.${kind}`, amount);
  count('requests', requests.count);
  count('requestBytes', requests.bytes);
  count('requestFailures', requests.failures);
  count('eventsPublished', events.published);
  count('eventsHeard', events.heard);
  if (phases.loaded !== undefined) duration('load', Math.max(0, phases.loaded - (phases.requested ?? 0)));
  duration('mounted', phases.mounted);
  duration('data', phases.data);
  for (const task of longTasks) duration('longTask', task);
  return rows;
}

/** The window shows a problem in the place of the portlet. */
export function isFailed({ errors }: Pick<WindowFigure, 'errors'>): boolean {
  return (errors.load ?? 0) + (errors.render ?? 0) > 0;
}

/** Text that two rows share exactly when they are one row of the table. */
export function keyOf({ hour_at, portlet, version, page_id, unit_id, measure, bucket }: FigureRow): string {
  return [hour_at, portlet, version, page_id, unit_id, measure, bucket].join(' ');
}
