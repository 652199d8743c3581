/** One point of a chart: a category and a number for each series. */
export type ChartPoint = { readonly [key: string]: string | number | null | undefined };

/** One series of a bar or line chart. */
export type ChartSeries = {
  /** The property of the points that holds the numbers. */
  readonly key: string;
  readonly name: string;
  /** Without it the theme's series colours in order. */
  readonly color?: string;
  /** Line charts: a broken line, for a plan or last year's figures. */
  readonly isDashed?: boolean;
};

/** `chart` draws, `table` shows the same numbers as a table. */
export type ChartView = 'chart' | 'table';

/** A line across the chart, such as 序时进度. */
export type ChartReference = { readonly value: number; readonly label: string };

/** What every chart takes. */
export type ChartBase = {
  /** Names the chart for screen readers, and the table. Not drawn: the window or card has a title. */
  readonly label: string;
  /** How numbers are written: `(n) => formatNumber(n, 2)`. */
  readonly format?: (value: number) => string;
  /** Pixels; 240 without it. */
  readonly height?: number;
  readonly view?: ChartView;
  /** Selects a category: a click on its part of the drawing, or its button in the table view. */
  readonly onSelect?: (category: string) => void;
};

/** What `BarChart` and `LineChart` share. */
export type SeriesChartProps = ChartBase & {
  readonly points: readonly ChartPoint[];
  /** The property of the points that holds the category. */
  readonly categoryKey: string;
  /** The heading of the categories in the table: 「预算单位」. */
  readonly categoryName?: string;
  readonly series: readonly ChartSeries[];
  readonly reference?: ChartReference;
};
