import type { ReactNode } from 'react';
import { EmptyState } from '../states/empty-state.tsx';
import { stateCss } from '../states/state-css.ts';
import { useStyleSheet } from '../style/style-sheet.ts';
import { chartCss } from './chart-css.ts';
import type { ChartView } from './chart-types.ts';

/** Internal: one entry of a legend. */
export type LegendEntry = {
  readonly name: string;
  readonly color: string;
  readonly shape?: 'block' | 'line' | 'dashed';
};

type ChartFrameProps = {
  readonly label: string;
  readonly view: ChartView;
  readonly height: number;
  readonly isEmpty: boolean;
  readonly isSelectable: boolean;
  readonly legend: readonly LegendEntry[];
  /** The same numbers as a table: shown in the table view, and read in its place otherwise. */
  readonly table: ReactNode;
  readonly children: ReactNode;
};

/**
 * Internal: a figure with either the drawing and, for screen readers, the table; or the table alone. The
 * drawing itself is hidden from assistive technology: the table says the same, better.
 */
export function ChartFrame(props: ChartFrameProps): ReactNode {
  useStyleSheet(chartCss);
  useStyleSheet(stateCss);
  const { label, view, height, isEmpty, isSelectable, legend, table, children } = props;
  if (isEmpty) return <EmptyState />;
  if (view === 'table') {
    return (
      <figure className="ym-chart ym-chart-scroll" aria-label={label}>
        {table}
      </figure>
    );
  }
  return (
    <figure className="ym-chart" aria-label={label}>
      <div aria-hidden="true">
        <div className="ym-chart-drawing" data-selectable={isSelectable} style={{ height }}>
          {children}
        </div>
        <Legend entries={legend} />
      </div>
      <div className="ym-hidden">{table}</div>
    </figure>
  );
}

function Legend({ entries }: { readonly entries: readonly LegendEntry[] }): ReactNode {
  if (entries.length < 2) return null;
  return (
    <ul className="ym-chart-legend">
      {entries.map(({ name, color, shape = 'block' }) => (
        <li key={name}>
          <span
            className="ym-chart-swatch"
            data-shape={shape}
            style={shape === 'block' ? { background: color } : { borderColor: color }}
          />
          {name}
        </li>
      ))}
    </ul>
  );
}
