import { useLocale, useMessages } from '@yimen/portlet-sdk';
import { formatPercent, type MoneyUnit, PaceProgress } from '@yimen/ui';
import { DataTable, type DataTableColumn } from '@yimen/ui/table';
import { type ReactNode, useMemo } from 'react';
import type { ExecutionBySubject, SubjectRow } from '../../../contract/execution.ts';
import { budgetExecutionMessages } from './budget-execution-messages.ts';
import styles from './budget-execution-view.module.css';

type SubjectTableProps = {
  readonly report: ExecutionBySubject;
  readonly money: MoneyUnit;
  readonly toolbar: ReactNode;
  readonly onMoneyChange: (money: MoneyUnit) => void;
};

/** 类 with their 款 and 项 as a tree, and the sum of the 类. */
export function SubjectTable({ report, money, toolbar, onMoneyChange }: SubjectTableProps): ReactNode {
  const text = useMessages(budgetExecutionMessages);
  const locale = useLocale();
  const children = useMemo(
    () => Map.groupBy(report.rows, ({ parentCode }) => parentCode ?? ''),
    [report.rows],
  );
  const columns: DataTableColumn<SubjectRow>[] = [
    {
      key: 'subject',
      title: text.subject,
      value: ({ name }) => name[locale],
      render: ({ code, name }) => (
        <>
          <span className={styles.code}>{code}</span> {name[locale]}
        </>
      ),
    },
    { key: 'allottedCents', title: text.allotted, kind: 'money', total: true },
    { key: 'paidCents', title: text.paid, kind: 'money', total: true },
    { key: 'balanceCents', title: text.balance, kind: 'money', total: true },
    {
      key: 'progress',
      title: text.progress,
      kind: 'percent',
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
      rows={children.get('') ?? []}
      rowKey={({ code }) => code}
      childRows={({ code }) => children.get(code)}
      totals={{ allottedCents, paidCents, balanceCents, progress }}
      numbered={false}
      unit={money}
      onUnitChange={onMoneyChange}
      toolbar={toolbar}
      emptyText={text.empty}
      size="small"
    />
  );
}
