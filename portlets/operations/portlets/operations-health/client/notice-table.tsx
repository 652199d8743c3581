import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import type { BudgetNotice } from '@yimen/shell-contract';
import { ErrorState, formatDateTime, LoadingState } from '@yimen/ui';
import { DataTable } from '@yimen/ui/table';
import type { ReactNode } from 'react';
import common from '../../../common/common.module.css';
import { healthMessages } from './health-messages.ts';

/** What went over its budget in the last seven days, newest first. */
export function NoticeTable(): ReactNode {
  const text = useMessages(healthMessages);
  const locale = useLocale();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<BudgetNotice[]>('notices');
  return (
    <>
      <h3 className={common.heading}>{text.notices}</h3>
      {isLoading && <LoadingState lines={3} />}
      {!isLoading && !data && (
        <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />
      )}
      {data?.length === 0 && <p className={common.facts}>{text.noNotices}</p>}
      {data && data.length > 0 && (
        <DataTable<BudgetNotice>
          label={text.notices}
          rows={data}
          rowKey={({ portlet, version, hour, kind, action }) =>
            [portlet, version, hour, kind, action].join(' ')
          }
          numbered={false}
          size="small"
          page={10}
          columns={[
            { key: 'portlet', title: text.group('portlet'), width: 150 },
            { key: 'version', title: text.group('version'), width: 80 },
            { key: 'kind', title: text.kind, value: ({ kind }) => text.budgetKind(kind), width: 130 },
            {
              key: 'action',
              title: text.action,
              value: ({ action }) => text.budgetAction(action),
              width: 90,
            },
            { key: 'used', title: text.used, kind: 'number', width: 100 },
            { key: 'limit', title: text.limit, kind: 'number', width: 100 },
            { key: 'count', title: text.times, kind: 'number', width: 80 },
            {
              ...{ key: 'lastAt', title: text.lastAt, width: 150 },
              value: ({ lastAt }) => formatDateTime(lastAt, { locale }),
            },
          ]}
        />
      )}
    </>
  );
}
