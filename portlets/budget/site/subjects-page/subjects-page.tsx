import { useQuery } from '@tanstack/react-query';
import { LoadingState, StatusTag } from '@yimen/ui';
import { PageHeader, Panel, useNarrow } from '@yimen/ui/site';
import { lazy, type ReactNode, Suspense } from 'react';
import type { ExecutionBySubject, SiteSession } from '../../contract/index.ts';
import { byMonthQuery, bySubjectQuery } from '../api/budget-queries.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { AmountCards } from '../report/amount-cards.tsx';
import { ReportFilters } from '../report/report-filters.tsx';
import { readReportQuery, writeReportQuery } from '../report/report-query.ts';
import { ReportSummary } from '../report/report-summary.tsx';
import { useFailureMessage } from '../report/use-failure-message.ts';
import { useTexts } from '../texts/site-texts.ts';
import { SubjectsTable } from './subjects-table.tsx';

// Charts are the largest part of the site and come after the figures.
const TrendChart = lazy(() => import('./trend-chart.tsx').then((module) => ({ default: module.TrendChart })));

type SubjectsPageProps = { readonly search: URLSearchParams; readonly session: SiteSession };

/** 按功能分类执行, of one unit or of all, with the course of the year. */
export function SubjectsPage({ search, session }: SubjectsPageProps): ReactNode {
  const texts = useTexts();
  const isNarrow = useNarrow();
  const failure = useFailureMessage();
  const query = readReportQuery(search);
  const asked = writeReportQuery(query, { forAddress: false });
  const report = useQuery(bySubjectQuery(asked));
  const trend = useQuery(byMonthQuery(asked));
  const data = report.data;
  return (
    <>
      {failure.holder}
      <PageHeader
        title={texts.bySubject}
        tags={data?.isDemonstration ? <StatusTag>{texts.demonstrationTag}</StatusTag> : undefined}
        subtitle={data?.unit ? `${data.unit.code} ${data.unit.name[texts.locale]}` : texts.allUnits}
        crumbs={[{ label: texts.byUnit, href: '/units' }, { label: texts.bySubject }]}
      />
      <Panel>
        <ReportFilters
          path="/subjects"
          query={query}
          session={session}
          asOf={data?.asOf}
          onFailure={failure.tell}
        />
        {data ? (
          <ReportSummary total={data.total} asOf={data.asOf} money={query.money} />
        ) : report.isError ? (
          <ProblemView error={report.error} onRetry={() => void report.refetch()} />
        ) : (
          <LoadingState />
        )}
      </Panel>
      {data ? (
        <Panel title={texts.subjectReport}>
          {isNarrow ? (
            <AmountCards
              label={texts.subjectReport}
              money={query.money}
              elapsed={data.asOf.elapsed}
              cards={cardsOf(data, texts.locale)}
            />
          ) : (
            <SubjectsTable report={data} money={query.money} isLoading={report.isPlaceholderData} />
          )}
        </Panel>
      ) : null}
      {trend.data && trend.data.allottedCents > 0 ? (
        <Panel title={texts.trend}>
          <Suspense fallback={<LoadingState />}>
            <TrendChart report={trend.data} />
          </Suspense>
        </Panel>
      ) : null}
    </>
  );
}

function cardsOf({ rows }: ExecutionBySubject, locale: 'zh-CN' | 'en-US') {
  const depths = { 3: 0, 5: 1, 7: 2 } as Record<number, number>;
  return rows.map(({ code, name, parentCode, ...amounts }) => ({
    ...amounts,
    key: code,
    title: `${code} ${name[locale]}`,
    depth: parentCode === null ? 0 : (depths[code.length] ?? 0),
  }));
}
