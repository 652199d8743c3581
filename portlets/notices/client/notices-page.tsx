import {
  useAction,
  useLocale,
  useMessages,
  usePortlet,
  usePreferences,
  useRenderParameter,
  useResource,
} from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, ErrorState, LoadingState, Pagination, Segmented } from '@yimen/ui';
import type { ReactNode } from 'react';
import type { NoticePage } from '../contract/notice.ts';
import { NoticeList } from './notice-list.tsx';
import styles from './notices.module.css';
import { noticesMessages } from './notices-messages.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { useMayPublish } from './use-may-publish.ts';

/** What is shown: the filter of the list. */
export type Show = 'all' | 'unread' | 'managed';

/** The list with its filter and buttons. */
export function NoticesPage(): ReactNode {
  const text = useMessages(noticesMessages);
  const { resources, notices, renderParameters } = usePortlet();
  const mayPublish = useMayPublish();
  const [shown] = useRenderParameter('show');
  const show: Show = shown === 'unread' || (shown === 'managed' && mayPublish) ? shown : 'all';
  const list = useResource<NoticePage>('notices', { keepPrevious: true });
  const unread = list.data?.unread ?? 0;
  const markAll = useAction(async () => {
    const { marked } = await resources.send<{ marked: number }>('POST', '/api/notices/read-all');
    await resources.refresh('notices');
    notices.success(text.markedAll(marked));
  });
  const filters = [
    { value: 'all', label: text.all },
    { value: 'unread', label: text.unread(unread) },
    ...(mayPublish ? [{ value: 'managed', label: text.managed }] : []),
  ];
  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <Segmented
          size="small"
          aria-label={text.show}
          options={filters}
          value={show}
          onChange={(value) =>
            renderParameters.set({ show: value === 'all' ? null : String(value), page: null })
          }
        />
        <span className={styles.actions}>
          {unread > 0 && (
            <Button size="small" type="link" loading={markAll.isRunning} onClick={() => void markAll.run()}>
              {text.markAll}
            </Button>
          )}
          {mayPublish && (
            <Button
              size="small"
              type="primary"
              onClick={() => renderParameters.set({ task: 'write', notice: null })}
            >
              {text.write}
            </Button>
          )}
        </span>
      </div>
      <ProblemAlert problem={markAll.problem} />
      <ListContent list={list} show={show} />
    </div>
  );
}

function ListContent({
  list: { data, problem, isLoading, isRefreshing, refresh },
  show,
}: {
  list: ReturnType<typeof useResource<NoticePage>>;
  show: Show;
}): ReactNode {
  const locale = useLocale();
  const text = useMessages(noticesMessages);
  const [page, setPage] = useRenderParameter('page');
  const [{ pageSize }] = usePreferences<{ pageSize: number }>();
  if (isLoading) return <LoadingState lines={pageSize} />;
  if (!data)
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  return (
    <>
      <NoticeList items={data.items} show={show} />
      {data.total > pageSize && (
        <nav aria-label={text.pages}>
          <Pagination
            size="small"
            align="end"
            current={Number(page ?? 1)}
            pageSize={pageSize}
            total={data.total}
            showSizeChanger={false}
            onChange={(next) => setPage(next === 1 ? null : String(next))}
          />
        </nav>
      )}
    </>
  );
}
