import { formatDate, type MoneyUnit } from '@yimen/ui';
import { Link, navigate } from '@yimen/ui/site';
import { DataTable, type DataTableColumn, type ServerPage } from '@yimen/ui/table';
import { type ReactNode, useState } from 'react';
import { currentPosts, type PaymentList, type PaymentView } from '../../contract/index.ts';
import { StateTag } from '../app/state-tag.tsx';
import { useTexts } from '../texts/site-texts.ts';

type PaymentTableProps = {
  readonly list: PaymentList;
  readonly page: ServerPage;
  readonly isLoading: boolean;
};

/** The list as a table, with the sum over all pages. */
export function PaymentTable({ list, page, isLoading }: PaymentTableProps): ReactNode {
  const texts = useTexts();
  const { locale } = texts;
  const [unit, setUnit] = useState<MoneyUnit>('元');
  const columns: DataTableColumn<PaymentView>[] = [
    {
      key: 'number',
      title: texts.number,
      render: (row) => <Link to={`/payments/${encodeURIComponent(row.id)}`}>{row.number}</Link>,
    },
    {
      key: 'unit',
      title: texts.unit,
      width: 112,
      ellipsis: true,
      value: ({ unit: { name } }) => name[locale],
    },
    {
      key: 'project',
      title: texts.project,
      width: 112,
      ellipsis: true,
      value: ({ project }) => project.name,
    },
    { key: 'purpose', title: texts.purpose, width: 140, ellipsis: true },
    { key: 'payeeName', title: texts.payee, width: 132, ellipsis: true },
    { key: 'amountCents', title: texts.amount, kind: 'money', total: true },
    { key: 'state', title: texts.state, render: ({ state }) => <StateTag state={state} /> },
    { key: 'post', title: texts.currentPost, value: ({ state }) => currentPosts[state][locale] },
    { key: 'createdAt', title: texts.createdAt, value: ({ createdAt }) => formatDate(createdAt) },
  ];
  return (
    <DataTable
      label={texts.system}
      columns={columns}
      rows={list.items}
      rowKey={({ id }) => id}
      unit={unit}
      onUnitChange={setUnit}
      totals={{ amountCents: list.amountCents }}
      isLoading={isLoading}
      emptyText={texts.empty}
      onRowOpen={({ id }) => navigate(`/payments/${encodeURIComponent(id)}`)}
      page={page}
      size="small"
    />
  );
}
