import { useLocale, useMessages, useRenderParameter, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import type { OperatedPortlet } from '@yimen/shell-contract';
import { EmptyState, ErrorState, LoadingState, Segmented, StatusTag } from '@yimen/ui';
import { DataTable, type DataTableColumn } from '@yimen/ui/table';
import type { ReactNode } from 'react';
import common from '../../../common/common.module.css';
import { ProposalsSection } from './decisions/proposals-section.tsx';
import { releasesMessages } from './releases-messages.ts';

/** Every module of the portal, those that wait for somebody first on request. */
export function PortletList(): ReactNode {
  const text = useMessages(releasesMessages);
  const [show, setShow] = useRenderParameter('show');
  const isWaiting = show === 'waiting';
  return (
    <div className={common.page}>
      <div className={common.bar}>
        <Segmented
          size="small"
          aria-label={text.show}
          options={[
            { value: 'all', label: text.all },
            { value: 'waiting', label: text.waitingOnly },
          ]}
          value={isWaiting ? 'waiting' : 'all'}
          onChange={(value) => setShow(value === 'waiting' ? 'waiting' : null)}
        />
      </div>
      <ProposalsSection />
      <Portlets isWaiting={isWaiting} />
    </div>
  );
}

function Portlets({ isWaiting }: { readonly isWaiting: boolean }): ReactNode {
  const text = useMessages(releasesMessages);
  const locale = useLocale();
  const [, open] = useRenderParameter('portlet');
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<OperatedPortlet[]>('portlets');
  const columns = useColumns();
  if (isLoading) return <LoadingState lines={8} />;
  if (!data) {
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  const rows = isWaiting ? data.filter(({ waiting }) => waiting > 0) : data;
  if (rows.length === 0) return <EmptyState text={isWaiting ? text.noneWaiting : text.none} />;
  return (
    <DataTable
      label={text.list}
      columns={columns}
      rows={rows}
      rowKey={({ name }) => name}
      numbered={false}
      size="small"
      onRowOpen={({ name }) => open(name)}
    />
  );
}

function useColumns(): DataTableColumn<OperatedPortlet>[] {
  const text = useMessages(releasesMessages);
  const locale = useLocale();
  return [
    { key: 'name', title: text.name, value: ({ title }) => title[locale], width: 160, ellipsis: true },
    {
      key: 'live',
      title: text.liveVersion,
      width: 150,
      render: ({ liveVersion, inMaintenance }) => (
        <span className={common.actions}>
          {liveVersion ?? <span className={common.quiet}>{text.notLive}</span>}
          {inMaintenance && <StatusTag tone="warning">{text.inMaintenance}</StatusTag>}
        </span>
      ),
    },
    {
      key: 'waiting',
      title: text.waiting,
      width: 80,
      render: ({ waiting }) => (waiting > 0 ? <StatusTag tone="caution">{String(waiting)}</StatusTag> : null),
    },
    { key: 'publisher', title: text.publisher, width: 140, ellipsis: true },
    { key: 'policy', title: text.policyColumn, value: ({ policy }) => text.policy(policy), width: 110 },
  ];
}
