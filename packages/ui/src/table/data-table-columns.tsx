import type { TableProps } from 'antd';
import type { ReactNode } from 'react';
import type { MoneyUnit } from '../money/format-money.ts';
import type { UiTexts } from '../texts/ui-texts.ts';
import { cellValue, compareCells, type DataTableColumn, isNumeric, writeCell } from './data-table-column.ts';
import type { DataTableProps } from './data-table-props.ts';

type AntdColumn<Row> = NonNullable<TableProps<Row>['columns']>[number];

type ColumnOptions<Row> = DataTableProps<Row> & {
  readonly unit: MoneyUnit;
  readonly numbered: boolean;
  readonly texts: UiTexts;
  readonly firstIndex: number;
};

/** Internal: our columns in antd's words, 序号 first. */
export function antdColumns<Row extends object>(options: ColumnOptions<Row>): AntdColumn<Row>[] {
  const columns = options.columns.map((column) => antdColumn(column, options.unit));
  return options.numbered ? [numberColumn(options), ...columns] : columns;
}

function numberColumn<Row extends object>(options: ColumnOptions<Row>): AntdColumn<Row> {
  const { texts, rows, rowKey, firstIndex, columns } = options;
  // Only the top level of a tree is numbered; antd counts the rows of each branch from zero again.
  const top = new Set(rows.map((row) => rowKey(row)));
  return {
    key: 'yimen-row-number',
    title: texts.rowNumber,
    width: 60,
    align: 'center',
    ...(columns.some((column) => column.fixed === 'left') ? { fixed: 'left' as const } : {}),
    render: (_: unknown, row: Row, index: number): ReactNode =>
      top.has(rowKey(row)) ? <span className="ym-table-index">{firstIndex + index + 1}</span> : null,
  };
}

function antdColumn<Row extends object>(column: DataTableColumn<Row>, unit: MoneyUnit): AntdColumn<Row> {
  const { key, title, kind = 'text', width, fixed, ellipsis, sortable, render } = column;
  return {
    key,
    title,
    align: column.align ?? (isNumeric(kind) ? 'right' : 'left'),
    ...(width === undefined ? {} : { width }),
    ...(fixed === undefined ? {} : { fixed }),
    ...(ellipsis === undefined ? {} : { ellipsis }),
    // The table is as wide as its content, in which a column's width is a least width; this makes it the most.
    ...(ellipsis === true && width !== undefined ? { onCell: () => ({ style: { maxWidth: width } }) } : {}),
    ...(sortable === true
      ? { sorter: (a: Row, b: Row) => compareCells(kind, cellValue(column, a), cellValue(column, b)) }
      : {}),
    render: (_: unknown, row: Row, index: number): ReactNode => {
      if (render !== undefined) return render(row, index);
      const written = writeCell(kind, cellValue(column, row), unit);
      return kind === 'text' ? written : <span className="ym-table-number">{written}</span>;
    },
  };
}
