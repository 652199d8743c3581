import type { MoneyUnit } from '@yimen/ui';
import { DataTable, type DataTableColumn } from '@yimen/ui/table';
import type { ReactNode } from 'react';
import type { ExecutionByUnit } from '../../contract/index.ts';
import { ProgressCell } from '../report/progress-cell.tsx';
import { useTexts } from '../texts/site-texts.ts';

type Row = ExecutionByUnit['rows'][number];

type UnitsTableProps = {
  readonly report: ExecutionByUnit;
  readonly money: MoneyUnit;
  readonly isLoading: boolean;
  readonly onOpen: (unitId: string) => void;
};

/** The units with 合计; a row leads to the unit's subjects. */
export function UnitsTable({ report, money, isLoading, onOpen }: UnitsTableProps): ReactNode {
  const texts = useTexts();
  const { locale } = texts;
  const columns: DataTableColumn<Row>[] = [
    { key: 'code', title: texts.code, width: 90 },
    { key: 'unit', title: texts.unit, value: ({ name }) => name[locale], sortable: true },
    { key: 'allottedCents', title: texts.allotted, kind: 'money', total: true, sortable: true },
    { key: 'paidCents', title: texts.paid, kind: 'money', total: true, sortable: true },
    { key: 'balanceCents', title: texts.balance, kind: 'money', total: true, sortable: true },
    {
      key: 'progress',
      title: texts.progress,
      kind: 'percent',
      align: 'left',
      width: 230,
      sortable: true,
      render: ({ name, progress }) => (
        <ProgressCell label={name[locale]} progress={progress} elapsed={report.asOf.elapsed} />
      ),
    },
    { key: 'elapsed', title: texts.elapsed, kind: 'percent', value: () => report.asOf.elapsed },
  ];
  const { allottedCents, paidCents, balanceCents, progress } = report.total;
  return (
    <DataTable
      label={texts.unitReport}
      columns={columns}
      rows={report.rows}
      rowKey={({ id }) => id}
      totals={{ allottedCents, paidCents, balanceCents, progress, elapsed: report.asOf.elapsed }}
      unit={money}
      isLoading={isLoading}
      emptyText={texts.empty}
      onRowOpen={({ id }) => onOpen(id)}
    />
  );
}
