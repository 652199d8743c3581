import { type TodoView, urgencies } from '../../contract/index.ts';
import type { BusinessSystem } from '../systems/system-directory.ts';
import type { TodoRow } from './todo-store.ts';

/** Row → answer. The host of the link is the directory's, never the push's. */
export function presentTodo(row: TodoRow, system: BusinessSystem | undefined): TodoView {
  return {
    id: row.id,
    title: row.title,
    kind: row.kind,
    step: row.step,
    from: row.sender,
    system: { id: row.system, name: system?.name ?? { 'zh-CN': row.system, 'en-US': row.system } },
    urgency: urgencies[row.urgency] ?? 'normal',
    receivedAt: row.received_at,
    dueAt: row.due_at,
    doneAt: row.done_at,
    result: row.result,
    link: system ? new URL(row.link, system.url).href : null,
  };
}
