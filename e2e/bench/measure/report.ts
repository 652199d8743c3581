import type { Load } from './measure-load.ts';
import { median } from './statistics.ts';

/** All loads of one variant. */
export type Samples = { variant: string; network: string; count: number; cold: Load[]; warm: Load[] };

const of = (loads: readonly Load[], field: keyof Load) => median(loads.map((load) => load[field]));

/** The table of a run: medians, and how they compare with the monoliths of the same size on the same network. */
export function reportTable(samples: readonly Samples[]): string {
  const head = [
    'variant',
    'N',
    'network',
    'cold ms',
    '/mono',
    '/lazy',
    'warm ms',
    '/mono',
    '/lazy',
    'CPU cold',
    '/lazy',
    'CPU warm',
    '/lazy',
    'requests',
    'KB cold',
  ];
  const rows = samples.map((sample) => {
    const beside = (variant: string) =>
      samples.find(
        (other) =>
          other.variant === variant && other.count === sample.count && other.network === sample.network,
      );
    const ratio = (to: string, when: 'cold' | 'warm', field: 'ready' | 'cpu' = 'ready') => {
      const floor = beside(to);
      return floor ? (of(sample[when], field) / of(floor[when], field)).toFixed(2) : '';
    };
    return [
      sample.variant,
      String(sample.count),
      sample.network,
      of(sample.cold, 'ready').toFixed(0),
      ratio('monolith', 'cold'),
      ratio('lazy', 'cold'),
      of(sample.warm, 'ready').toFixed(0),
      ratio('monolith', 'warm'),
      ratio('lazy', 'warm'),
      of(sample.cold, 'cpu').toFixed(0),
      ratio('lazy', 'cold', 'cpu'),
      of(sample.warm, 'cpu').toFixed(0),
      ratio('lazy', 'warm', 'cpu'),
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
