import type { WindowFigure } from '@yimen/shell-contract';
import { Counter, Histogram, type Registry } from 'prom-client';
import { isFailed } from './figure-rows.ts';

/** Adds what windows reported to `/metrics`. */
export function createFigureMetrics(registry: Registry): (figure: WindowFigure) => void {
  const registers = [registry];
  const labelNames = ['portlet', 'version'] as const;
  const loads = new Counter({
    ...{ name: 'yimen_window_loads_total', help: 'Windows that began to load', labelNames, registers },
  });
  const failures = new Counter({
    name: 'yimen_window_failed_loads_total',
    help: 'Windows that failed to load or to render',
    ...{ labelNames, registers },
  });
  const errors = new Counter({
    name: 'yimen_window_errors_total',
    help: 'Errors of windows by kind',
    ...{ labelNames: [...labelNames, 'kind'] as const, registers },
  });
  const longTasks = new Counter({
    name: 'yimen_window_long_task_seconds_total',
    help: 'Time of long tasks in browsers that a portlet caused',
    ...{ labelNames, registers },
  });
  const mounted = new Histogram({
    name: 'yimen_window_mounted_seconds',
    help: 'From queueing a window until its component is on the screen',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16],
    ...{ labelNames, registers },
  });
  return (figure) => {
    const { portlet, version, phases } = figure;
    const labels = { portlet, version };
    if (figure.isNew) loads.inc(labels);
    if (isFailed(figure)) failures.inc(labels);
    for (const [kind, count] of Object.entries(figure.errors)) errors.inc({ ...labels, kind }, count);
    const long = figure.longTasks.reduce((sum, task) => sum + task, 0);
    if (long > 0) longTasks.inc(labels, long / 1000);
    if (phases.mounted !== undefined) mounted.observe(labels, phases.mounted / 1000);
  };
}
