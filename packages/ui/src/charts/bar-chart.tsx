import type { ReactNode } from 'react';
import {
  Bar,
  CartesianGrid,
  BarChart as RechartsBarChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useUi } from '../provider/ui-context.ts';
import { CategoryTick } from './category-tick.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { ChartTable } from './chart-table.tsx';
import { ChartTip } from './chart-tooltip.tsx';
import type { SeriesChartProps } from './chart-types.ts';
import { axisLook, categoryOf, plainNumber, seriesColor, seriesTable } from './series-chart.ts';

/** What `BarChart` takes. */
export type BarChartProps = SeriesChartProps & {
  /** `columns` stand (without it), `bars` lie: for long names such as those of units. */
  readonly direction?: 'columns' | 'bars';
  readonly isStacked?: boolean;
};

/** Amounts by category, as bars; the same as a table for screen readers and in the table view. */
export function BarChart(props: BarChartProps): ReactNode {
  const { theme } = useUi();
  const { points, series, categoryKey, direction = 'columns', isStacked = false } = props;
  const { format = plainNumber, height = 240, view = 'chart', reference, onSelect } = props;
  const look = axisLook(theme);
  const lies = direction === 'bars';
  const category = { ...look.axis, dataKey: categoryKey, type: 'category' } as const;
  const amount = { ...look.axis, axisLine: false, type: 'number', tickFormatter: format } as const;
  const place = reference === undefined ? {} : lies ? { x: reference.value } : { y: reference.value };
  const legend = series.map(({ name, color }, index) => ({ name, color: seriesColor(theme, index, color) }));
  return (
    <ChartFrame
      {...{ label: props.label, view, height, legend }}
      isEmpty={points.length === 0}
      isSelectable={onSelect !== undefined}
      table={<ChartTable {...seriesTable(props)} />}
    >
      <ResponsiveContainer>
        <RechartsBarChart
          data={[...points]}
          layout={lies ? 'vertical' : 'horizontal'}
          margin={{ top: reference === undefined ? 8 : 20, right: lies ? 24 : 8, bottom: 0, left: 0 }}
          barGap={2}
          accessibilityLayer={false}
        >
          <CartesianGrid {...look.grid} vertical={lies} horizontal={!lies} />
          {lies ? (
            <XAxis {...amount} />
          ) : (
            <XAxis {...category} interval={0} height={40} tick={CategoryTick} />
          )}
          {lies ? <YAxis {...category} width="auto" interval={0} /> : <YAxis {...amount} width="auto" />}
          <Tooltip
            cursor={{ fill: look.cursor }}
            isAnimationActive={false}
            content={({ active, label, payload }) => <ChartTip {...{ active, label, payload, format }} />}
          />
          {series.map(({ key, name, color }, index) => (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              fill={seriesColor(theme, index, color)}
              radius={isStacked ? 0 : lies ? [0, 3, 3, 0] : [3, 3, 0, 0]}
              maxBarSize={lies ? 16 : 36}
              isAnimationActive={false}
              {...(isStacked ? { stackId: 'all' } : {})}
              onClick={(_bar, place) => {
                const point = points[place];
                if (point !== undefined) onSelect?.(categoryOf(point, categoryKey));
              }}
            />
          ))}
          {reference === undefined ? null : (
            <ReferenceLine
              {...place}
              {...look.reference}
              label={{
                value: reference.label,
                position: lies ? 'top' : 'insideTopRight',
                ...look.referenceLabel,
              }}
            />
          )}
        </RechartsBarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
