import { useLocale, useMessages } from '@yimen/portlet-sdk';
import { formatPercent, type MoneyUnit, PaceProgress } from '@yimen/ui';
import { DataTable, type DataTableColumn } from '@yimen/ui/table';
import type { ReactNode } from 'react';
import type { ExecutionByUnit } from '../../../contract/execution.ts';
import { budgetUnitsMessages } from './budget-units-messages.ts';
import styles from './budget-units-view.module.css';

type Row = ExecutionByUnit['rows'][number];

type UnitTableProps = {
  readonly report: ExecutionByUnit;
  readonly money: MoneyUnit;
  readonly chosen: string | undefined;
  readonly toolbar: ReactNode;
  readonly onChoose: (unitId: string) => void;
  readonly onMoneyChange: (money: MoneyUnit) => void;
};

/** The units with their sum; rows are chosen by click, Enter or Space, and the arrow keys move between them. */
export function UnitTable(props: UnitTableProps): ReactNode {
  const { report, money, chosen, toolbar, onChoose, onMoneyChange } = props;
  const text = useMessages(budgetUnitsMessages);
  const locale = useLocale();
  const columns: DataTableColumn<Row>[] = [
    {
      key: 'unit',
      title: text.unit,
      value: ({ name }) => name[locale],
      sortable: true,
      render: ({ name }) => <span className={styles.unit}>{name[locale]}</span>,
    },
    { key: 'allottedCents', title: text.allotted, kind: 'money', total: true, sortable: true },
    { key: 'paidCents', title: text.paid, kind: 'money', total: true, sortable: true },
    { key: 'balanceCents', title: text.balance, kind: 'money', total: true, sortable: true },
    {
      key: 'progress',
      title: text.progress,
      kind: 'percent',
      sortable: true,
      align: 'left',
      render: ({ name, progress }) => (
        <div className={styles.progress}>
          <PaceProgress value={progress} pace={report.asOf.elapsed} label={name[locale]} barOnly />
          <span className={styles.number}>{formatPercent(progress)}</span>
        </div>
      ),
    },
  ];
  const { allottedCents, paidCents, balanceCents, progress } = report.total;
  return (
    <DataTable
      label={text.label}
      columns={columns}
      rows={report.rows}
      rowKey={({ id }) => id}
      totals={{ allottedCents, paidCents, balanceCents, progress }}
      unit={money}
      onUnitChange={onMoneyChange}
      toolbar={toolbar}
      emptyText={text.empty}
      currentRowKey={chosen}
      onRowOpen={({ id }) => onChoose(id)}
      size="small"
    />
  );
}
