import { Table } from 'antd';
import type { ReactNode } from 'react';
import type { MoneyUnit } from '../money/format-money.ts';
import { useTexts } from '../texts/ui-texts.ts';
import { columnTotal, type DataTableColumn, isNumeric, writeCell } from './data-table-column.ts';
import type { DataTableProps } from './data-table-props.ts';

type TotalRowProps<Row> = DataTableProps<Row> & { readonly unit: MoneyUnit; readonly numbered: boolean };

/** Internal: the row 合计; 本页小计 when the server pages and has not given totals. */
export function TotalRow<Row>(props: TotalRowProps<Row>): ReactNode {
  const { columns, rows, totals, unit, numbered, selection, page } = props;
  const texts = useTexts();
  const firstTotal = columns.findIndex((column) => isTotalled(column, totals));
  const lead = (selection === undefined ? 0 : 1) + (numbered ? 1 : 0);
  const span = lead + firstTotal;
  const label = typeof page === 'object' && totals === undefined ? texts.subtotal : texts.total;
  const rest = span === 0 ? columns.slice(1) : columns.slice(firstTotal);
  return (
    <Table.Summary fixed={props.maxHeight === undefined ? false : 'bottom'}>
      <Table.Summary.Row>
        <Table.Summary.Cell index={0} colSpan={Math.max(span, 1)}>
          {label}
        </Table.Summary.Cell>
        {rest.map((column, index) => (
          <Table.Summary.Cell
            key={column.key}
            index={Math.max(span, 1) + index}
            align={column.align ?? (isNumeric(column.kind) ? 'right' : 'left')}
          >
            {isTotalled(column, totals) ? (
              <span className="ym-table-number">
                {writeCell(column.kind ?? 'text', totalOf(column, rows, totals), unit)}
              </span>
            ) : null}
          </Table.Summary.Cell>
        ))}
      </Table.Summary.Row>
    </Table.Summary>
  );
}

function isTotalled<Row>(column: DataTableColumn<Row>, totals: DataTableProps<Row>['totals']): boolean {
  return column.total === true || (totals !== undefined && column.key in totals);
}

function totalOf<Row>(
  column: DataTableColumn<Row>,
  rows: readonly Row[],
  totals: DataTableProps<Row>['totals'],
): ReturnType<typeof columnTotal> {
  return totals !== undefined && column.key in totals ? totals[column.key] : columnTotal(column, rows);
}
