import type { FigureSummary } from '@yimen/shell-contract';
import { DURATIONS } from './figure-rows.ts';
import type { FigureSum } from './figure-store.ts';
import { percentile } from './histogram.ts';

/** Figures from the sums of one group. */
export function summarize(sums: readonly FigureSum[]): FigureSummary {
  const counts = new Map<string, number>();
  const totals = new Map<string, number>();
  const histograms = new Map(DURATIONS.map((name): [string, Map<number, number>] => [name, new Map()]));
  for (const { measure, bucket, amount, total } of sums) {
    counts.set(measure, (counts.get(measure) ?? 0) + Number(amount));
    totals.set(measure, (totals.get(measure) ?? 0) + Number(total));
    histograms.get(measure)?.set(bucket, Number(amount));
  }
  const count = (measure: string) => counts.get(measure) ?? 0;
  const at = (measure: string, share: number) => percentile(histograms.get(measure) ?? new Map(), share);
  const loads = count('loads');
  return {
    loads,
    failedLoads: count('failedLoads'),
    // A life that began in an hour may fail in a later one.
    errorRate: loads === 0 ? 0 : Math.min(1, count('failedLoads') / loads),
    errors: {
      load: count('error.load'),
      render: count('error.render'),
      code: count('error.code'),
      event: count('error.event'),
    },
    loadP50: at('load', 0.5),
    loadP95: at('load', 0.95),
    mountedP50: at('mounted', 0.5),
    mountedP95: at('mounted', 0.95),
    dataP50: at('data', 0.5),
    dataP95: at('data', 0.95),
    requests: count('requests'),
    requestBytes: count('requestBytes'),
    requestFailures: count('requestFailures'),
    eventsPublished: count('eventsPublished'),
    eventsHeard: count('eventsHeard'),
    longTasks: count('longTask'),
    longTaskMilliseconds: totals.get('longTask') ?? 0,
    longTaskP95: at('longTask', 0.95),
  };
}
