import type { MoneyUnit } from '@yimen/ui';
import { DataTable, type DataTableColumn } from '@yimen/ui/table';
import { type ReactNode, useMemo } from 'react';
import type { ExecutionBySubject, SubjectRow } from '../../contract/index.ts';
import { ProgressCell } from '../report/progress-cell.tsx';
import { useTexts } from '../texts/site-texts.ts';

type SubjectsTableProps = {
  readonly report: ExecutionBySubject;
  readonly money: MoneyUnit;
  readonly isLoading: boolean;
};

/** 类, 款 and 项 as a tree with 合计. */
export function SubjectsTable({ report, money, isLoading }: SubjectsTableProps): ReactNode {
  const texts = useTexts();
  const { locale } = texts;
  const children = useMemo(
    () => Map.groupBy(report.rows, ({ parentCode }) => parentCode ?? ''),
    [report.rows],
  );
  const columns: DataTableColumn<SubjectRow>[] = [
    { key: 'subject', title: texts.subject, value: ({ code, name }) => `${code} ${name[locale]}` },
    { key: 'allottedCents', title: texts.allotted, kind: 'money', total: true },
    { key: 'paidCents', title: texts.paid, kind: 'money', total: true },
    { key: 'balanceCents', title: texts.balance, kind: 'money', total: true },
    {
      key: 'progress',
      title: texts.progress,
      kind: 'percent',
      align: 'left',
      width: 230,
      render: ({ name, progress }) => (
        <ProgressCell label={name[locale]} progress={progress} elapsed={report.asOf.elapsed} />
      ),
    },
    { key: 'elapsed', title: texts.elapsed, kind: 'percent', value: () => report.asOf.elapsed },
  ];
  const { allottedCents, paidCents, balanceCents, progress } = report.total;
  return (
    <DataTable
      label={texts.subjectReport}
      columns={columns}
      rows={children.get('') ?? []}
      rowKey={({ code }) => code}
      childRows={({ code }) => children.get(code)}
      totals={{ allottedCents, paidCents, balanceCents, progress, elapsed: report.asOf.elapsed }}
      unit={money}
      isLoading={isLoading}
      emptyText={texts.empty}
    />
  );
}
