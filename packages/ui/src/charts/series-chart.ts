import { formatNumber } from '../format/format-percent.ts';
import type { ThemeName } from '../theme/theme-tokens.ts';
import { themeTokens } from '../theme/theme-tokens.ts';
import type { ChartTableProps } from './chart-table.tsx';
import type { ChartPoint, ChartSeries, SeriesChartProps } from './chart-types.ts';

/** Internal: writes numbers when the chart's user did not say how. */
export function plainNumber(value: number): string {
  return formatNumber(value, Number.isInteger(value) ? 0 : 2);
}

/** Internal: the colour of the series or slice at a place in the order. */
export function seriesColor(theme: ThemeName, index: number, color?: string): string {
  const { series, color: colors } = themeTokens[theme];
  return color ?? series[index % series.length] ?? colors.primary;
}

/** Internal: the category of a point as text. */
export function categoryOf(point: ChartPoint, categoryKey: string): string {
  return String(point[categoryKey] ?? '');
}

function writeNumber(point: ChartPoint, series: ChartSeries, format: (value: number) => string): string {
  const value = point[series.key];
  return typeof value === 'number' ? format(value) : '—';
}

/** Internal: the table of a bar or line chart. */
export function seriesTable(props: SeriesChartProps): ChartTableProps {
  const { label, points, series, categoryKey, categoryName, format = plainNumber, onSelect } = props;
  return {
    label,
    categoryName,
    onSelect,
    heads: series.map(({ name }) => name),
    rows: points.map((point) => ({
      category: categoryOf(point, categoryKey),
      cells: series.map((one) => writeNumber(point, one, format)),
    })),
  };
}

/** Internal: axis and grid settings shared by bar and line charts. */
export function axisLook(theme: ThemeName) {
  const { color } = themeTokens[theme];
  return {
    grid: { stroke: color.border, strokeDasharray: '3 3' },
    axis: {
      tick: { fill: color.textTertiary, fontSize: 12 },
      tickLine: false,
      axisLine: { stroke: color.borderStrong },
    },
    reference: { stroke: color.warning, strokeDasharray: '4 3' },
    referenceLabel: { fill: color.warningText, fontSize: 12 },
    cursor: color.surfaceHover,
    surface: color.surface,
  } as const;
}
