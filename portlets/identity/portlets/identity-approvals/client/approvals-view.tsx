import { useLocale, useMessages, useRenderParameter, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { EmptyState, ErrorState, LoadingState, Segmented, Select } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../common/common.module.css';
import { CursorPager } from '../../../common/cursor-pager.tsx';
import { useCursorPages } from '../../../common/use-cursor-pages.ts';
import { useRefreshOnChange } from '../../../common/use-refresh-on-change.ts';
import type { PendingChangePage, PendingState } from '../../../contract/pending-change.ts';
import { approvalsMessages } from './approvals-messages.ts';
import { ChangeCard } from './change-card.tsx';

const decidedStates = ['approved', 'refused', 'withdrawn', 'stale', 'expired'] as const;

/** View mode: what waits for approval, or what became of it. */
export function ApprovalsView(): ReactNode {
  const text = useMessages(approvalsMessages);
  const [show, setShow] = useRenderParameter('show');
  const [state, setState] = useState<PendingState>();
  const isHistory = show === 'history';
  useRefreshOnChange('pending');
  return (
    <div className={common.page}>
      <div className={common.bar}>
        <Segmented
          size="small"
          aria-label={text.show}
          options={[
            { value: 'waiting', label: text.waiting },
            { value: 'history', label: text.history },
          ]}
          value={isHistory ? 'history' : 'waiting'}
          onChange={(value) => setShow(value === 'history' ? 'history' : null)}
        />
        {isHistory && (
          <Select<PendingState | ''>
            size="small"
            aria-label={text.stateFilter}
            value={state ?? ''}
            options={[
              { value: '', label: text.allStates },
              ...decidedStates.map((value) => ({ value, label: text.state(value) })),
            ]}
            onChange={(value) => setState(value === '' ? undefined : value)}
            popupMatchSelectWidth={false}
          />
        )}
      </div>
      <Changes state={isHistory ? state : 'pending'} />
    </div>
  );
}

function Changes({ state }: { readonly state: PendingState | undefined }): ReactNode {
  const text = useMessages(approvalsMessages);
  const locale = useLocale();
  const pages = useCursorPages(state ?? 'all');
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<PendingChangePage>('pending', {
    query: { state, cursor: pages.cursor },
    keepPrevious: true,
  });
  if (isLoading) return <LoadingState lines={6} />;
  if (!data) {
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  const none = state === 'pending' ? text.noneWaiting : text.noneHistory;
  if (data.pendingChanges.length === 0) return <EmptyState text={none} />;
  return (
    <>
      {data.pendingChanges.map((change) => (
        <ChangeCard key={change.id} change={change} />
      ))}
      <CursorPager pages={pages} next={data.cursor} isBusy={isRefreshing} />
    </>
  );
}
