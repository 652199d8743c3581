import { useLocale, useMessages, useRenderParameter, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, formatDateTime, Segmented, StatusTag } from '@yimen/ui';
import { DataTable } from '@yimen/ui/table';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import { CursorPager } from '../../../common/cursor-pager.tsx';
import type { FilterValues } from '../../../common/filter-bar.tsx';
import { useCursorPages } from '../../../common/use-cursor-pages.ts';
import type { AuditEvent, AuditPage } from '../../../contract/audit.ts';
import { auditQuery, type Show } from './audit-filter.ts';
import { AuditForm } from './audit-form.tsx';
import { auditMessages } from './audit-messages.ts';
import { ChainState } from './chain-state.tsx';
import { EventDetail } from './event-detail.tsx';
import { ExportLinks } from './export-links.tsx';

/** View mode: search, its results page by page, export, and whether the chain holds. */
export function AuditView(): ReactNode {
  const text = useMessages(auditMessages);
  const [shown, setShown] = useRenderParameter('show');
  const show: Show = shown === 'alerts' || shown === 'failures' ? shown : 'all';
  const [filter, setFilter] = useState<FilterValues>({});
  const query = auditQuery(filter, show);
  return (
    <div className={common.page}>
      <div className={common.bar}>
        <Segmented
          size="small"
          aria-label={text.show}
          options={[
            { value: 'all', label: text.all },
            { value: 'alerts', label: text.alerts },
            { value: 'failures', label: text.failures },
          ]}
          value={show}
          onChange={(value) => setShown(value === 'all' ? null : String(value))}
        />
        <ExportLinks query={query} />
      </div>
      <ChainState />
      <AuditForm values={filter} onSearch={setFilter} />
      <Results query={query} />
    </div>
  );
}

function Results({ query }: { readonly query: Readonly<Record<string, string>> }): ReactNode {
  const text = useMessages(auditMessages);
  const locale = useLocale();
  const [open, setOpen] = useState<AuditEvent>();
  const pages = useCursorPages(JSON.stringify(query));
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<AuditPage>('events', {
    query: { ...query, cursor: pages.cursor },
    keepPrevious: true,
  });
  return (
    <>
      <DataTable<AuditEvent>
        label={text.trail}
        rows={data?.events ?? []}
        rowKey={({ sequence }) => sequence}
        numbered={false}
        isLoading={isLoading}
        problem={!data && problem ? shownProblem(problem, locale) : undefined}
        onRetry={() => void refresh()}
        emptyText={text.none}
        size="small"
        onRowOpen={setOpen}
        columns={[
          { key: 'at', title: text.time, width: 160, render: ({ at }) => formatDateTime(at, { locale }) },
          {
            key: 'event',
            title: text.event,
            width: 190,
            render: (event) => (
              <>
                {text.eventOf(event.event)}
                <div className={common.quiet}>{String(event.detail?.operation ?? '')}</div>
              </>
            ),
          },
          { key: 'outcome', title: text.outcome, width: 110, render: (event) => <Outcome event={event} /> },
          { key: 'username', title: text.person, width: 140, value: (row) => row.username ?? row.person },
          { key: 'system', title: text.system, width: 140 },
          { key: 'address', title: text.address, width: 140 },
          {
            key: 'open',
            title: text.openDetail,
            width: 110,
            render: (event) => (
              <Button
                size="small"
                type="link"
                aria-label={`${text.openDetail} ${event.sequence}`}
                onClick={() => setOpen(event)}
              >
                {text.openDetail}
              </Button>
            ),
          },
        ]}
      />
      <CursorPager pages={pages} next={data?.cursor ?? null} isBusy={isRefreshing} />
      {open && <EventDetail event={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Outcome({ event: { outcome, severity } }: { readonly event: AuditEvent }): ReactNode {
  const text = useMessages(auditMessages);
  const tone = severity === 'alert' ? 'danger' : outcome === 'failure' ? 'warning' : 'success';
  const word = outcome === 'success' ? text.success : text.failure;
  return (
    <StatusTag tone={tone}>
      {word}
      {severity !== 'info' && ` · ${text.severity(severity)}`}
    </StatusTag>
  );
}
