import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import type { IntegrityReport } from '@yimen/shell-contract';
import { EmptyState, ErrorState, formatDateTime, LoadingState } from '@yimen/ui';
import { DataTable } from '@yimen/ui/table';
import type { ReactNode } from 'react';
import { healthMessages } from './health-messages.ts';

/** Files that were not what was published, the newest two hundred. */
export function IntegrityList(): ReactNode {
  const text = useMessages(healthMessages);
  const locale = useLocale();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<IntegrityReport[]>('integrity');
  if (isLoading) return <LoadingState lines={4} />;
  if (!data) {
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  if (data.length === 0) return <EmptyState text={text.noReports} />;
  return (
    <DataTable<IntegrityReport>
      label={text.integrity}
      rows={data}
      rowKey={({ id }) => id}
      numbered={false}
      size="small"
      page={20}
      columns={[
        {
          ...{ key: 'reportedAt', title: text.reportedAt, width: 150 },
          value: ({ reportedAt }) => formatDateTime(reportedAt, { locale }),
        },
        { key: 'portlet', title: text.group('portlet'), width: 150 },
        { key: 'version', title: text.group('version'), width: 80 },
        { key: 'path', title: text.file, width: 180, ellipsis: true },
        { key: 'source', title: text.foundBy, value: ({ source }) => text.source(source), width: 110 },
        { key: 'origin', title: text.origin, value: ({ origin }) => origin ?? text.thisPortal, width: 160 },
        { key: 'expected', title: text.expected, width: 170, ellipsis: true },
        {
          ...{ key: 'actual', title: text.actual, width: 170, ellipsis: true },
          value: ({ actual }) => actual ?? text.unread,
        },
      ]}
    />
  );
}
