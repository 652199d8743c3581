import { useLocale, useMessages, usePortlet } from '@yimen/portlet-sdk';
import { formatDate, formatDateTime, List, type ListItemParts, StatusTag, Urgency } from '@yimen/ui';
import type { ReactNode } from 'react';
import type { TodoView } from '../contract/todo.ts';
import { todoMessages } from './todo-messages.ts';

type Props = { items: readonly TodoView[]; state: 'open' | 'done'; showSource: boolean };

/** Lines of to-dos; a title opens the work in its business system, in a tab of its own. */
export function TodoList({ items, state, showSource }: Props): ReactNode {
  const text = useMessages(todoMessages);
  const locale = useLocale();
  const { notices } = usePortlet();

  const line = (todo: TodoView): ListItemParts => {
    const meta = [todo.system.name[locale], todo.step, todo.from].filter(Boolean).join(' · ');
    const opening = todo.link
      ? { href: todo.link, opensNewTab: true }
      : { onOpen: () => void notices.info(text.unreachable) };
    return {
      title: todo.title,
      ...opening,
      ...(state === 'open' && todo.urgency !== 'normal' && { prefix: <Urgency level={todo.urgency} /> }),
      ...(showSource && meta && { meta }),
      extra: state === 'done' ? <DoneAt todo={todo} /> : <DueAt todo={todo} />,
    };
  };
  return (
    <List
      items={items}
      itemKey={(todo) => todo.id}
      renderItem={line}
      label={state === 'open' ? text.open : text.done}
      emptyText={state === 'open' ? text.noOpen : text.noDone}
    />
  );
}

function DueAt({ todo }: { todo: TodoView }): ReactNode {
  const text = useMessages(todoMessages);
  const locale = useLocale();
  if (todo.dueAt === null) return formatDateTime(todo.receivedAt, { locale });
  const day = formatDate(todo.dueAt, { locale });
  if (todo.dueAt < Date.now()) return <StatusTag tone="danger">{text.late(day)}</StatusTag>;
  return text.due(day);
}

function DoneAt({ todo }: { todo: TodoView }): ReactNode {
  const locale = useLocale();
  return (
    <>
      {todo.result ? `${todo.result} ` : ''}
      {todo.doneAt === null ? '' : formatDateTime(todo.doneAt, { locale })}
    </>
  );
}
