import { useQuery } from '@tanstack/react-query';
import { formatPercent, LoadingState } from '@yimen/ui';
import { PageHeader, Panel } from '@yimen/ui/site';
import { DataTable, type DataTableColumn } from '@yimen/ui/table';
import type { ReactNode } from 'react';
import type { PublicFigure, PublicFigureSet } from '../../contract/index.ts';
import { publicFiguresQuery } from '../api/budget-queries.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { useTexts } from '../texts/site-texts.ts';

/** 公开数据: figures that finance bureaus have published, each set with its source. */
export function PublicPage(): ReactNode {
  const texts = useTexts();
  const sets = useQuery(publicFiguresQuery);
  return (
    <>
      <PageHeader title={texts.publicFigures} subtitle={texts.publicIntro} />
      {sets.data ? (
        sets.data.map((set) => <FigureSet key={set.id} set={set} />)
      ) : sets.isError ? (
        <ProblemView error={sets.error} onRetry={() => void sets.refetch()} />
      ) : (
        <LoadingState />
      )}
    </>
  );
}

function FigureSet({ set }: { readonly set: PublicFigureSet }): ReactNode {
  const texts = useTexts();
  const { locale } = texts;
  return (
    <Panel
      title={set.title[locale]}
      extra={<span className="bud-quiet">{texts.source(set.source[locale])}</span>}
    >
      <div className="bud-figures">
        {set.groups.map(({ name, total, figures }) => (
          <FigureTable
            key={name['zh-CN']}
            label={name[locale]}
            rows={total ? [total, ...figures] : figures}
          />
        ))}
      </div>
    </Panel>
  );
}

function FigureTable({
  label,
  rows,
}: {
  readonly label: string;
  readonly rows: readonly PublicFigure[];
}): ReactNode {
  const texts = useTexts();
  const { locale } = texts;
  const columns: DataTableColumn<PublicFigure>[] = [
    { key: 'name', title: texts.item, value: ({ name }) => name[locale] },
    { key: 'amount', title: texts.amount, align: 'right' },
    {
      key: 'change',
      title: texts.yearOnYear,
      align: 'right',
      value: ({ change }) =>
        change === null ? null : texts.change(change >= 0, formatPercent(Math.abs(change))),
    },
  ];
  return (
    <DataTable
      label={label}
      toolbar={<b>{label}</b>}
      columns={columns}
      rows={rows}
      rowKey={({ name }) => name['zh-CN']}
      numbered={false}
      size="small"
    />
  );
}
