import { useLocale, useMessages, useRenderParameter, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, ErrorState, List, LoadingState } from '@yimen/ui';
import { messages } from './messages.ts';
import styles from './my-portlet-view.module.css';

type Todo = { id: string; title: string; kind: string; link: string | null };

/** What the window shows in mode view. */
export function MyPortletView() {
  const text = useMessages(messages);
  const locale = useLocale();
  // Shared with every window of the page that declares "unit", and part of the page's address.
  const [unit, setUnit] = useRenderParameter('unit');
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<{ items: Todo[]; total: number }>(
    'todos',
  );
  if (isLoading) return <LoadingState />;
  if (!data) {
    return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
  }
  return (
    <>
      <div className={styles.bar}>
        <span>{text.total(data.total)}</span>
        {unit && (
          <span>
            {text.unit(unit)}
            <Button type="link" size="small" onClick={() => setUnit(null)}>
              {text.allUnits}
            </Button>
          </span>
        )}
      </div>
      <List
        items={data.items}
        itemKey={(todo) => todo.id}
        emptyText={text.empty}
        renderItem={(todo) => ({
          title: todo.title,
          meta: todo.kind,
          href: todo.link ?? undefined,
          opensNewTab: true,
        })}
      />
    </>
  );
}
