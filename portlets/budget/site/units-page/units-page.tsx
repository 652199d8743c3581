import { useQuery } from '@tanstack/react-query';
import { LoadingState, StatusTag } from '@yimen/ui';
import { type ChartView, ChartViewSwitch } from '@yimen/ui/charts';
import { navigate, PageHeader, Panel, useNarrow } from '@yimen/ui/site';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { ExecutionByUnit, SiteSession } from '../../contract/index.ts';
import { byUnitQuery } from '../api/budget-queries.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { AmountCards } from '../report/amount-cards.tsx';
import { ReportFilters } from '../report/report-filters.tsx';
import { type ReportQuery, readReportQuery, writeReportQuery } from '../report/report-query.ts';
import { ReportSummary } from '../report/report-summary.tsx';
import { useFailureMessage } from '../report/use-failure-message.ts';
import { useTexts } from '../texts/site-texts.ts';
import { UnitsTable } from './units-table.tsx';

// Charts are the largest part of the site and not always looked at.
const UnitsChart = lazy(() => import('./units-chart.tsx').then((module) => ({ default: module.UnitsChart })));

type UnitsPageProps = { readonly search: URLSearchParams; readonly session: SiteSession };

/** 按单位执行. A unit leads to its subjects. */
export function UnitsPage({ search, session }: UnitsPageProps): ReactNode {
  const texts = useTexts();
  const failure = useFailureMessage();
  const query = readReportQuery(search);
  const report = useQuery(
    byUnitQuery(writeReportQuery({ ...query, unit: undefined }, { forAddress: false })),
  );
  return (
    <>
      {failure.holder}
      <PageHeader
        title={texts.byUnit}
        tags={report.data?.isDemonstration ? <StatusTag>{texts.demonstrationTag}</StatusTag> : undefined}
      />
      <Panel>
        <ReportFilters
          path="/units"
          query={{ ...query, unit: undefined }}
          session={session}
          asOf={report.data?.asOf}
          onFailure={failure.tell}
        />
        {report.data ? (
          <ReportSummary total={report.data.total} asOf={report.data.asOf} money={query.money} />
        ) : report.isError ? (
          <ProblemView error={report.error} onRetry={() => void report.refetch()} />
        ) : (
          <LoadingState />
        )}
      </Panel>
      {report.data ? (
        <UnitsReport report={report.data} query={query} isLoading={report.isPlaceholderData} />
      ) : null}
    </>
  );
}

type UnitsReportProps = {
  readonly report: ExecutionByUnit;
  readonly query: ReportQuery;
  readonly isLoading: boolean;
};

function UnitsReport({ report, query, isLoading }: UnitsReportProps): ReactNode {
  const texts = useTexts();
  const isNarrow = useNarrow();
  const [view, setView] = useState<ChartView>('table');
  const open = (unit: string) =>
    navigate(`/subjects?${writeReportQuery({ ...query, unit }, { forAddress: true })}`);
  const { locale } = texts;
  return (
    <Panel title={texts.unitReport} extra={<ChartViewSwitch value={view} onChange={setView} />}>
      {view === 'chart' ? (
        <Suspense fallback={<LoadingState />}>
          <UnitsChart report={report} onOpen={open} />
        </Suspense>
      ) : isNarrow ? (
        <AmountCards
          label={texts.unitReport}
          money={query.money}
          elapsed={report.asOf.elapsed}
          cards={report.rows.map(({ id, name, ...amounts }) => ({
            ...amounts,
            key: id,
            title: name[locale],
            depth: 0,
            onOpen: () => open(id),
          }))}
        />
      ) : (
        <UnitsTable report={report} money={query.money} isLoading={isLoading} onOpen={open} />
      )}
    </Panel>
  );
}
