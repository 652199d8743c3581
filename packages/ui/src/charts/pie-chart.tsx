import type { ReactNode } from 'react';
import { Pie, PieChart as RechartsPieChart, ResponsiveContainer, Tooltip } from 'recharts';
import { formatPercent } from '../format/format-percent.ts';
import { useUi } from '../provider/ui-context.ts';
import { useTexts } from '../texts/ui-texts.ts';
import { themeTokens } from '../theme/theme-tokens.ts';
import { ChartFrame } from './chart-frame.tsx';
import { ChartTable } from './chart-table.tsx';
import { ChartTip } from './chart-tooltip.tsx';
import type { ChartBase } from './chart-types.ts';
import { plainNumber, seriesColor } from './series-chart.ts';

/** One slice of a pie. */
export type PieSlice = { readonly name: string; readonly value: number; readonly color?: string };

/** What `PieChart` takes. */
export type PieChartProps = ChartBase & {
  readonly slices: readonly PieSlice[];
  /** The heading of the names in the table. */
  readonly categoryName?: string;
  /** The heading of the values in the table: 「金额（万元）」. */
  readonly valueName?: string;
};

/** Shares of a whole, as a ring; names and percentages stand in the legend, so colour is not alone. */
export function PieChart(props: PieChartProps): ReactNode {
  const { theme } = useUi();
  const texts = useTexts();
  const { label, slices, categoryName, valueName, onSelect } = props;
  const { format = plainNumber, height = 220, view = 'chart' } = props;
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  const data = slices.map((slice, index) => ({ ...slice, fill: seriesColor(theme, index, slice.color) }));
  const share = (value: number) => formatPercent(total === 0 ? null : value / total);
  return (
    <ChartFrame
      {...{ label, view, height }}
      legend={data.map(({ name, value, fill }) => ({ name: `${name} ${share(value)}`, color: fill }))}
      isEmpty={total === 0}
      isSelectable={onSelect !== undefined}
      table={
        <ChartTable
          {...{ label, categoryName, onSelect }}
          heads={[valueName ?? texts.value, texts.share]}
          rows={slices.map(({ name, value }) => ({ category: name, cells: [format(value), share(value)] }))}
        />
      }
    >
      <ResponsiveContainer>
        <RechartsPieChart accessibilityLayer={false}>
          <Pie
            data={data}
            dataKey="value"
            nameKey="name"
            innerRadius="58%"
            outerRadius="92%"
            stroke={themeTokens[theme].color.surface}
            strokeWidth={2}
            startAngle={90}
            endAngle={-270}
            isAnimationActive={false}
            onClick={(_slice, index) => {
              const slice = slices[index];
              if (slice !== undefined) onSelect?.(slice.name);
            }}
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => <ChartTip {...{ active, payload, format }} />}
          />
        </RechartsPieChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
