import type { ReactNode } from 'react';

/** Internal: what recharts hands to a tooltip, as far as we use it. */
export type TipEntry = {
  readonly name?: string | number | undefined;
  readonly value?: unknown;
  readonly color?: string | undefined;
  readonly payload?: { readonly fill?: string };
};

type ChartTipProps = {
  readonly active?: boolean | undefined;
  readonly label?: ReactNode;
  readonly payload?: readonly TipEntry[] | undefined;
  readonly format: (value: number) => string;
};

/** Internal: the box beside the pointer. */
export function ChartTip({ active, label, payload, format }: ChartTipProps): ReactNode {
  if (active !== true || payload === undefined || payload.length === 0) return null;
  return (
    <div className="ym-chart-tip">
      {label === undefined || label === '' ? null : <div className="ym-chart-tip-title">{label}</div>}
      {payload.map((entry) => (
        <div key={String(entry.name)} className="ym-chart-tip-row">
          <span className="ym-chart-swatch" style={{ background: entry.payload?.fill ?? entry.color }} />
          <span>{entry.name}</span>
          <span>{typeof entry.value === 'number' ? format(entry.value) : '—'}</span>
        </div>
      ))}
    </div>
  );
}
