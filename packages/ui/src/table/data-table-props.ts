import type { Key, ReactNode } from 'react';
import type { MoneyUnit } from '../money/format-money.ts';
import type { ShownProblem } from '../states/error-state.tsx';
import type { CellValue, DataTableColumn } from './data-table-column.ts';

/** Paging by the server: the rows given are one page. */
export type ServerPage = {
  readonly current: number;
  readonly pageSize: number;
  readonly total: number;
  readonly onChange: (current: number, pageSize: number) => void;
};

/** What `DataTable` takes. */
export type DataTableProps<Row> = {
  /** Names the table for screen readers. */
  readonly label: string;
  readonly columns: readonly DataTableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => Key;
  /** Rows below a row, for a tree by unit or subject. Totals count the top level only. */
  readonly childRows?: (row: Row) => readonly Row[] | undefined;
  /** The column 序号; shown without saying so. */
  readonly numbered?: boolean;
  /** The unit of money columns, 元 without it; named above the table. */
  readonly unit?: MoneyUnit;
  /** Makes the unit above the table a switch. */
  readonly onUnitChange?: (unit: MoneyUnit) => void;
  /** Status tabs, buttons or filters above the table, at the left. */
  readonly toolbar?: ReactNode;
  readonly isLoading?: boolean;
  /** Shows an error state in place of the rows. */
  readonly problem?: ShownProblem | undefined;
  readonly onRetry?: () => void;
  /** Shown when there are no rows: 「暂无待办数据」. */
  readonly emptyText?: string;
  /** Opens or selects a row: by click, Enter or Space; up and down arrows move between rows. */
  readonly onRowOpen?: (row: Row) => void;
  /** The key of the selected row (aria-current). */
  readonly currentRowKey?: Key | undefined;
  /** Check boxes before the rows. */
  readonly selection?: {
    readonly keys: readonly Key[];
    readonly onChange: (keys: Key[]) => void;
    readonly isDisabled?: (row: Row) => boolean;
  };
  /** A number: pages of that many of the rows given. An object: paging by the server. Without it all rows. */
  readonly page?: number | ServerPage;
  /** Totals by column key, when the server knows them better than the rows at hand; money in 分. */
  readonly totals?: Readonly<Record<string, CellValue>>;
  readonly size?: 'middle' | 'small';
  /** Height in pixels beyond which rows scroll under a fixed head. */
  readonly maxHeight?: number;
};
