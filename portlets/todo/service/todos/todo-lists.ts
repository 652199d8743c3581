import type { Database } from '@yimen/database';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { TodoCounts, TodoQuery } from '../../contract/index.ts';
import type { TodoDatabase } from '../tables.ts';
import type { TodoRow } from './todo-store.ts';

/** Whose lists are read. */
export type Person = { sub: string; roles: string[] };

/** A person's lists. */
export type TodoLists = {
  page(person: Person, query: TodoQuery): Promise<{ rows: TodoRow[]; total: number }>;
  counts(person: Person, now: number): Promise<TodoCounts>;
};

/** The lists over a database. */
export function createTodoLists(db: Database<TodoDatabase>): TodoLists {
  return {
    async page(person, { state, page, size }) {
      const matching = () => db.query.selectFrom('todo').where((eb) => belongsTo(eb, person, state));
      const ordered =
        state === 'open'
          ? matching().orderBy('urgency', 'desc').orderBy('received_at', 'desc')
          : matching().orderBy('done_at', 'desc');
      const [rows, total] = await Promise.all([
        ordered
          .selectAll()
          .orderBy('id')
          .limit(size)
          .offset((page - 1) * size)
          .execute(),
        matching().select(countAll).executeTakeFirstOrThrow(),
      ]);
      return { rows, total: Number(total.number) };
    },
    async counts(person, now) {
      const of = (state: 'open' | 'done') =>
        db.query
          .selectFrom('todo')
          .where((eb) => belongsTo(eb, person, state))
          .select(countAll);
      const [open, done, overdue] = await Promise.all([
        of('open').executeTakeFirstOrThrow(),
        of('done').executeTakeFirstOrThrow(),
        of('open').where('due_at', '<', now).executeTakeFirstOrThrow(),
      ]);
      return { open: Number(open.number), done: Number(done.number), overdue: Number(overdue.number) };
    },
  };
}

const countAll = (eb: ExpressionBuilder<TodoDatabase, 'todo'>) => eb.fn.countAll().as('number');

/** 待办: mine by name or role. 已办: what I handled; or was mine alone, when the system did not say who did. */
function belongsTo(
  eb: ExpressionBuilder<TodoDatabase, 'todo'>,
  person: Person,
  state: 'open' | 'done',
): Expression<SqlBool> {
  const named = (kind: 'subject' | 'role', names: string[]) =>
    eb.exists(
      eb
        .selectFrom('todo_assignee')
        .select('todo_assignee.todo_id')
        .whereRef('todo_assignee.todo_id', '=', 'todo.id')
        .where('todo_assignee.kind', '=', kind)
        .where('todo_assignee.name', 'in', names),
    );
  const mine = named('subject', [person.sub]);
  if (state === 'done') {
    const handled = eb.or([
      eb('todo.done_by', '=', person.sub),
      eb.and([eb('todo.done_by', 'is', null), mine]),
    ]);
    return eb.and([eb('todo.state', '=', 'done'), handled]);
  }
  const byRole = person.roles.length > 0 ? [named('role', person.roles)] : [];
  return eb.and([eb('todo.state', '=', 'open'), eb.or([mine, ...byRole])]);
}
