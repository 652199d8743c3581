import type { ReactNode } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart as RechartsLineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useUi } from '../provider/ui-context.ts';
import { ChartFrame } from './chart-frame.tsx';
import { ChartTable } from './chart-table.tsx';
import { ChartTip } from './chart-tooltip.tsx';
import type { SeriesChartProps } from './chart-types.ts';
import { axisLook, plainNumber, seriesColor, seriesTable } from './series-chart.ts';

/** What `LineChart` takes. */
export type LineChartProps = SeriesChartProps;

/** Figures over time, as lines; the same as a table for screen readers and in the table view. */
export function LineChart(props: LineChartProps): ReactNode {
  const { theme } = useUi();
  const { points, series, categoryKey, reference, onSelect } = props;
  const { format = plainNumber, height = 240, view = 'chart' } = props;
  const look = axisLook(theme);
  const legend = series.map(({ name, color, isDashed }, index) => ({
    name,
    color: seriesColor(theme, index, color),
    shape: isDashed === true ? ('dashed' as const) : ('line' as const),
  }));
  return (
    <ChartFrame
      {...{ label: props.label, view, height, legend }}
      isEmpty={points.length === 0}
      isSelectable={false}
      table={<ChartTable {...seriesTable(props)} />}
    >
      <ResponsiveContainer>
        <RechartsLineChart
          data={[...points]}
          margin={{ top: reference === undefined ? 8 : 20, right: 16, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          onClick={({ activeLabel }) => {
            if (activeLabel !== undefined) onSelect?.(String(activeLabel));
          }}
        >
          <CartesianGrid {...look.grid} vertical={false} />
          <XAxis {...look.axis} dataKey={categoryKey} padding={{ left: 12, right: 12 }} />
          <YAxis {...look.axis} axisLine={false} width="auto" tickFormatter={format} />
          <Tooltip
            cursor={{ stroke: look.grid.stroke }}
            isAnimationActive={false}
            content={({ active, label, payload }) => <ChartTip {...{ active, label, payload, format }} />}
          />
          {series.map(({ key, name, color, isDashed }, index) => (
            <Line
              key={key}
              dataKey={key}
              name={name}
              stroke={seriesColor(theme, index, color)}
              strokeWidth={2}
              dot={isDashed === true ? false : { r: 2.5, fill: look.surface }}
              activeDot={{ r: 4 }}
              isAnimationActive={false}
              {...(isDashed === true ? { strokeDasharray: '5 4' } : {})}
            />
          ))}
          {reference === undefined ? null : (
            <ReferenceLine
              y={reference.value}
              {...look.reference}
              label={{ value: reference.label, position: 'insideTopRight', ...look.referenceLabel }}
            />
          )}
        </RechartsLineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
