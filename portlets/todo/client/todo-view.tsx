import { useLocale, useMessages, usePreferences, useRenderParameter, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Badge, ErrorState, LoadingState, Pagination, StatusTag, Tabs } from '@yimen/ui';
import type { ReactNode } from 'react';
import type { TodoCounts, TodoPage } from '../contract/todo.ts';
import { TodoList } from './todo-list.tsx';
import { todoMessages } from './todo-messages.ts';
import styles from './todo-view.module.css';

/** View mode: tabs 待办 and 已办, kept in the URL. */
export function TodoView(): ReactNode {
  const text = useMessages(todoMessages);
  const [state, setState] = useRenderParameter('state');
  const [, setPage] = useRenderParameter('page');
  const counts = useResource<TodoCounts>('counts').data;
  const shown = state === 'done' ? 'done' : 'open';
  const overdue = counts?.overdue ?? 0;

  return (
    <Tabs
      activeKey={shown}
      aria-label={text.states}
      onChange={(key) => {
        setPage(null, { replace: true });
        setState(key === 'done' ? 'done' : null);
      }}
      tabBarExtraContent={
        overdue > 0 ? <StatusTag tone="danger">{text.overdue(overdue)}</StatusTag> : undefined
      }
      items={[
        {
          key: 'open',
          label: <TabLabel name={text.open} count={counts?.open} />,
          children: shown === 'open' ? <TodoTab state="open" /> : null,
        },
        { key: 'done', label: text.done, children: shown === 'done' ? <TodoTab state="done" /> : null },
      ]}
    />
  );
}

function TabLabel({ name, count }: { name: string; count: number | undefined }): ReactNode {
  return (
    <>
      {name}{' '}
      {count !== undefined && count > 0 && (
        <>
          {/* The badge rolls its digits one by one, which a screen reader would spell out. */}
          <span className={styles.unseen}>{count}</span>
          <span aria-hidden>
            <Badge count={count} overflowCount={999} size="small" />
          </span>
        </>
      )}
    </>
  );
}

function TodoTab({ state }: { state: 'open' | 'done' }): ReactNode {
  const locale = useLocale();
  const text = useMessages(todoMessages);
  const [page, setPage] = useRenderParameter('page');
  const [{ pageSize, showSource }] = usePreferences<{ pageSize: number; showSource: boolean }>();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<TodoPage>('todos', {
    keepPrevious: true,
  });
  if (isLoading) return <LoadingState lines={pageSize} />;
  if (!data) {
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  return (
    <>
      <TodoList items={data.items} state={state} showSource={showSource} />
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
