import { Table, type TableProps } from 'antd';
import { type ReactNode, useState } from 'react';
import { type MoneyUnit, moneyUnitName } from '../money/format-money.ts';
import { UnitSwitch } from '../money/unit-switch.tsx';
import { namedArrows } from '../pagination/pagination.tsx';
import { useUi } from '../provider/ui-context.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { ErrorState } from '../states/error-state.tsx';
import { useStyleSheet } from '../style/style-sheet.ts';
import { type UiTexts, useTexts } from '../texts/ui-texts.ts';
import { antdColumns } from './data-table-columns.tsx';
import { dataTableCss } from './data-table-css.ts';
import type { DataTableProps } from './data-table-props.ts';
import { rowProps } from './data-table-row-props.ts';
import { TotalRow } from './data-table-total-row.tsx';
import { useKeyboardScroll } from './use-keyboard-scroll.ts';

type Paging = { readonly current: number; readonly pageSize: number };

/**
 * A table as finance staff know it: 序号 first, money right-aligned with separators and two decimals, the unit
 * named above, a total row, and rows that the keyboard reaches.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>): ReactNode {
  useStyleSheet(dataTableCss);
  const texts = useTexts();
  const around = useKeyboardScroll(props.label);
  const { rows, columns, numbered = true, unit = '元', size = 'middle', problem, onRetry, page } = props;
  const [paging, setPaging] = useState<Paging>({ current: 1, pageSize: typeof page === 'number' ? page : 0 });
  const shown: Paging | undefined =
    page === undefined ? undefined : typeof page === 'number' ? clamp(paging, rows.length) : page;
  const hasTotals = rows.length > 0 && columns.some((column) => column.total === true);
  const table = (
    <Table<Row>
      aria-label={props.label}
      aria-busy={props.isLoading === true}
      size={size}
      rowKey={props.rowKey}
      dataSource={problem === undefined ? withChildren(props) : []}
      columns={antdColumns({ ...props, unit, numbered, texts, firstIndex: firstIndexOf(shown) })}
      loading={props.isLoading === true}
      pagination={pagination(props, shown, setPaging, texts)}
      scroll={{ x: 'max-content', ...(props.maxHeight === undefined ? {} : { y: props.maxHeight }) }}
      locale={{ emptyText: emptyContent(props, problem, onRetry) }}
      onRow={(row) => rowProps(row, props)}
      {...selectionOf(props)}
      expandable={{ childrenColumnName: childrenKey, expandIconColumnIndex: numbered ? 1 : 0 }}
      {...(hasTotals && problem === undefined
        ? { summary: () => <TotalRow {...props} unit={unit} numbered={numbered} /> }
        : {})}
    />
  );
  return (
    <div className="ym-table" ref={around}>
      <TableTools {...props} unit={unit} />
      {table}
    </div>
  );
}

// antd's own name, `children`, may be an unrelated property of a portlet's rows.
const childrenKey = 'yimenChildRows';

function clamp({ current, pageSize }: Paging, count: number): Paging {
  return { current: Math.min(current, Math.max(1, Math.ceil(count / pageSize))), pageSize };
}

function firstIndexOf(paging: Paging | undefined): number {
  return paging === undefined ? 0 : (paging.current - 1) * paging.pageSize;
}

function withChildren<Row extends object>({ rows, childRows }: DataTableProps<Row>): Row[] {
  if (childRows === undefined) return [...rows];
  const nest = (row: Row): Row => {
    const children = childRows(row);
    return children === undefined || children.length === 0
      ? row
      : { ...row, [childrenKey]: children.map(nest) };
  };
  return rows.map(nest);
}

function emptyContent<Row>(
  { isLoading, emptyText }: DataTableProps<Row>,
  problem: DataTableProps<Row>['problem'],
  onRetry: (() => void) | undefined,
): ReactNode {
  if (problem !== undefined) return <ErrorState problem={problem} onRetry={onRetry} size="small" />;
  if (isLoading === true) return <div style={{ height: 96 }} />;
  return <EmptyState size="small" {...(emptyText === undefined ? {} : { text: emptyText })} />;
}

function selectionOf<Row extends object>({ selection }: DataTableProps<Row>): TableProps<Row> {
  if (selection === undefined) return {};
  return {
    rowSelection: {
      selectedRowKeys: [...selection.keys],
      onChange: (keys) => selection.onChange(keys),
      getCheckboxProps: (row) => ({ disabled: selection.isDisabled?.(row) === true }),
    },
  };
}

function pagination<Row>(
  { page, rows }: DataTableProps<Row>,
  shown: Paging | undefined,
  setPaging: (paging: Paging) => void,
  texts: UiTexts,
): TableProps['pagination'] {
  if (page === undefined || shown === undefined) return false;
  return {
    ...shown,
    total: typeof page === 'number' ? rows.length : page.total,
    onChange: (current, pageSize) =>
      typeof page === 'number' ? setPaging({ current, pageSize }) : page.onChange(current, pageSize),
    itemRender: namedArrows(texts),
    showTotal: (count) => texts.recordCount(count),
    size: 'small',
    showSizeChanger: typeof page !== 'number',
  };
}

function TableTools<Row>({
  columns,
  toolbar,
  unit,
  onUnitChange,
}: DataTableProps<Row> & { readonly unit: MoneyUnit }): ReactNode {
  const { locale } = useUi();
  const texts = useTexts();
  const hasMoney = columns.some((column) => column.kind === 'money');
  if (!hasMoney && toolbar === undefined) return null;
  return (
    <div className="ym-table-tools">
      {toolbar}
      {!hasMoney ? null : (
        <div className="ym-table-unit">
          {onUnitChange === undefined ? (
            texts.unitIs(moneyUnitName(unit, locale))
          ) : (
            <UnitSwitch value={unit} onChange={onUnitChange} />
          )}
        </div>
      )}
    </div>
  );
}
