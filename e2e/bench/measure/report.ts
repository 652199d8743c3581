import type { Load } from './measure-load.ts';
import { median } from './statistics.ts';

/** All loads of one variant. */
export type Samples = { variant: string; count: number; cold: Load[]; warm: Load[] };

const of = (loads: readonly Load[], field: keyof Load) => median(loads.map((load) => load[field]));

/** The table of a run: medians, and how they compare with the monolith of the same size. */
export function reportTable(samples: readonly Samples[]): string {
  const head = [
    'variant',
    'N',
    'cold ms',
    'ratio',
    'warm ms',
    'ratio',
    'CPU cold',
    'CPU warm',
    'requests',
    'KB cold',
  ];
  const rows = samples.map((sample) => {
    const floor =
      samples.find(({ variant, count }) => variant === 'monolith' && count === sample.count) ?? sample;
    const ratio = (when: 'cold' | 'warm') =>
      (of(sample[when], 'ready') / of(floor[when], 'ready')).toFixed(2);
    return [
      sample.variant,
      String(sample.count),
      of(sample.cold, 'ready').toFixed(0),
      ratio('cold'),
      of(sample.warm, 'ready').toFixed(0),
      ratio('warm'),
      of(sample.cold, 'cpu').toFixed(0),
      of(sample.warm, 'cpu').toFixed(0),
      `${of(sample.cold, 'requests')} / ${of(sample.warm, 'requests')}`,
      (of(sample.cold, 'bytes') / 1024).toFixed(0),
    ];
  });
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}
