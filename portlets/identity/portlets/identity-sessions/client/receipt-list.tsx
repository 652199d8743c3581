import { useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, formatDateTime, StatusTag, type StatusTone } from '@yimen/ui';
import { DataTable } from '@yimen/ui/table';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import { CursorPager } from '../../../common/cursor-pager.tsx';
import { FilterBar, type FilterValues } from '../../../common/filter-bar.tsx';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../common/use-admin-action.ts';
import { useAdministrator } from '../../../common/use-administrator.ts';
import { useCursorPages } from '../../../common/use-cursor-pages.ts';
import {
  type Receipt,
  type ReceiptPage,
  type ReceiptState,
  receiptStates,
} from '../../../contract/session.ts';
import { sessionsMessages } from './sessions-messages.ts';

const tones: Record<ReceiptState, StatusTone> = {
  pending: 'caution',
  delivered: 'success',
  refused: 'danger',
  expired: 'danger',
  shown: 'info',
  unreached: 'warning',
};

/** Receipts of sign-outs, one per system and session, the newest first. */
export function ReceiptList(): ReactNode {
  const text = useMessages(sessionsMessages);
  const locale = useLocale();
  const { resources } = usePortlet();
  const mayRetry = useAdministrator().is('system-administrator');
  const [filter, setFilter] = useState<FilterValues>({});
  const pages = useCursorPages(JSON.stringify(filter));
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<ReceiptPage>('receipts', {
    query: { ...filter, cursor: pages.cursor },
    keepPrevious: true,
  });
  const retry = useAdminAction(() => resources.refresh('receipts'));
  const states = receiptStates.map((value) => ({ value, label: text.stateOf(value) }));
  return (
    <>
      <FilterBar
        label={text.receipts}
        fields={[
          { name: 'clientId', label: text.system },
          { name: 'state', label: text.state, options: [{ value: '', label: text.allStates }, ...states] },
        ]}
        values={filter}
        onSearch={setFilter}
        texts={text}
      />
      <ProblemAlert problem={retry.problem} />
      <DataTable<Receipt>
        label={text.receipts}
        rows={data?.receipts ?? []}
        rowKey={(receipt) => receipt.id}
        isLoading={isLoading}
        problem={!data && problem ? shownProblem(problem, locale) : undefined}
        onRetry={() => void refresh()}
        emptyText={text.noReceipts}
        size="small"
        columns={[
          {
            key: 'clientId',
            title: text.receiptSystem,
            width: 200,
            render: ({ clientId, channel, uri }) => (
              <>
                {clientId} <span className={common.quiet}>{text.channel(channel)}</span>
                <div className={common.quiet}>{uri}</div>
              </>
            ),
          },
          { key: 'sub', title: text.person, width: 130 },
          {
            key: 'state',
            title: text.state,
            width: 130,
            render: ({ state }) => <StatusTag tone={tones[state]}>{text.stateOf(state)}</StatusTag>,
          },
          { key: 'attempts', title: text.attempts, kind: 'number', width: 80 },
          {
            key: 'last',
            title: text.lastError,
            width: 240,
            render: (receipt) => <LastResult receipt={receipt} />,
          },
          {
            key: 'createdAt',
            title: text.ended2,
            width: 150,
            render: ({ createdAt }) => formatDateTime(createdAt, { locale }),
          },
          {
            key: 'actions',
            title: text.actions,
            width: 110,
            render: ({ id, canRetry, clientId }) =>
              canRetry && mayRetry ? (
                <Button
                  size="small"
                  aria-label={`${text.retry} ${clientId}`}
                  disabled={retry.isRunning}
                  onClick={() =>
                    void retry.run({
                      method: 'POST',
                      path: `/sign-out-receipts/${encodeURIComponent(id)}/retry`,
                      body: {},
                      done: text.retried,
                    })
                  }
                >
                  {text.retry}
                </Button>
              ) : (
                '—'
              ),
          },
        ]}
      />
      <CursorPager pages={pages} next={data?.cursor ?? null} isBusy={isRefreshing} />
    </>
  );
}

function LastResult({ receipt }: { readonly receipt: Receipt }): ReactNode {
  const text = useMessages(sessionsMessages);
  const locale = useLocale();
  const { lastStatus, lastError, nextAttemptAt, deliveredAt } = receipt;
  const result = lastError ?? (lastStatus === null ? '—' : text.answered(lastStatus));
  const time = deliveredAt ?? nextAttemptAt;
  return (
    <>
      {result}
      {time !== null && (
        <div className={common.quiet}>
          {deliveredAt === null
            ? text.nextAttempt(formatDateTime(time, { locale }))
            : formatDateTime(time, { locale })}
        </div>
      )}
    </>
  );
}
