export { BarChart, type BarChartProps } from './bar-chart.tsx';
export type {
  ChartBase,
  ChartPoint,
  ChartReference,
  ChartSeries,
  ChartView,
  SeriesChartProps,
} from './chart-types.ts';
export { ChartViewSwitch, type ChartViewSwitchProps } from './chart-view-switch.tsx';
export { LineChart, type LineChartProps } from './line-chart.tsx';
export { PieChart, type PieChartProps, type PieSlice } from './pie-chart.tsx';
