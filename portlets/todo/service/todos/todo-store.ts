import { randomUUID } from 'node:crypto';
import type { Database } from '@yimen/database';
import type { Selectable, Transaction } from 'kysely';
import { type TodoPush, urgencies } from '../../contract/index.ts';
import type { TodoDatabase, TodoTable } from '../tables.ts';

/** Who is concerned by a to-do. */
export type Assignees = { subjects: string[]; roles: string[] };

export type TodoRow = Selectable<TodoTable>;

type Key = { system: string; externalId: string };

/** Writes of business systems. Every method tells who has to be told, or undefined when there is no such to-do. */
export type TodoStore = {
  /** Creates or updates; the same system and external id is always the same to-do. */
  put(key: Key, push: TodoPush, now: number): Promise<{ isNew: boolean; concerned: Assignees }>;
  finish(
    key: Key,
    done: { by?: string | undefined; result?: string | undefined },
    now: number,
  ): Promise<Assignees | undefined>;
  withdraw(key: Key, now: number): Promise<Assignees | undefined>;
};

/** The store over a database. */
export function createTodoStore(db: Database<TodoDatabase>): TodoStore {
  return {
    put: (key, push, now) => db.transaction((trx) => put(trx, key, push, now)),
    finish: (key, { by, result }, now) =>
      db.transaction(async (trx) => {
        const row = await find(trx, key);
        if (!row || row.state === 'withdrawn') return undefined;
        // Telling the same end twice keeps the first: a system that retries must not change history.
        if (row.state === 'done') return { subjects: [], roles: [] };
        await trx
          .updateTable('todo')
          .set({
            state: 'done',
            done_at: now,
            changed_at: now,
            done_by: by ?? null,
            result: result ?? null,
          })
          .where('id', '=', row.id)
          .execute();
        return assigneesOf(trx, row.id);
      }),
    withdraw: (key, now) =>
      db.transaction(async (trx) => {
        const row = await find(trx, key);
        if (!row) return undefined;
        await trx
          .updateTable('todo')
          .set({ state: 'withdrawn', changed_at: now })
          .where('id', '=', row.id)
          .execute();
        return assigneesOf(trx, row.id);
      }),
  };
}

function find(trx: Transaction<TodoDatabase>, key: Key): Promise<TodoRow | undefined> {
  return trx
    .selectFrom('todo')
    .selectAll()
    .where('system', '=', key.system)
    .where('external_id', '=', key.externalId)
    .executeTakeFirst();
}

async function findOrThrow(trx: Transaction<TodoDatabase>, key: Key): Promise<TodoRow> {
  const row = await find(trx, key);
  if (!row) throw new Error('a to-do that stands in the way of an insert cannot be read');
  return row;
}

async function put(
  trx: Transaction<TodoDatabase>,
  key: Key,
  push: TodoPush,
  now: number,
): Promise<{ isNew: boolean; concerned: Assignees }> {
  const content = {
    title: push.title,
    kind: push.kind,
    step: push.step ?? null,
    sender: push.from ?? null,
    urgency: urgencies.indexOf(push.urgency),
    due_at: push.dueAt ?? null,
    link: push.link,
    changed_at: now,
  };
  // A to-do that had ended and is pushed again is a new round for its people.
  const opened = { state: 'open' as const, received_at: now, done_at: null, done_by: null, result: null };
  const made = await trx
    .insertInto('todo')
    .values({ id: randomUUID(), system: key.system, external_id: key.externalId, ...content, ...opened })
    .onConflict((conflict) => conflict.columns(['system', 'external_id']).doNothing())
    .returningAll()
    .executeTakeFirst();
  const row = made ?? (await findOrThrow(trx, key));
  const before = await assigneesOf(trx, row.id);
  if (!made) {
    await trx
      .updateTable('todo')
      .set(row.state === 'open' ? content : { ...content, ...opened })
      .where('id', '=', row.id)
      .execute();
    await trx.deleteFrom('todo_assignee').where('todo_id', '=', row.id).execute();
  }
  await trx.insertInto('todo_assignee').values(assigneeRows(row.id, push)).execute();
  return { isNew: made !== undefined, concerned: join(before, push) };
}

function assigneeRows(todoId: string, { subjects, roles }: Assignees) {
  const rows = (kind: 'subject' | 'role', names: string[]) =>
    [...new Set(names)].map((name) => ({ todo_id: todoId, kind, name }));
  return [...rows('subject', subjects), ...rows('role', roles)];
}

async function assigneesOf(trx: Transaction<TodoDatabase>, todoId: string): Promise<Assignees> {
  const rows = await trx
    .selectFrom('todo_assignee')
    .select(['kind', 'name'])
    .where('todo_id', '=', todoId)
    .execute();
  const names = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.name);
  return { subjects: names('subject'), roles: names('role') };
}

function join(a: Assignees, b: Assignees): Assignees {
  return {
    subjects: [...new Set([...a.subjects, ...b.subjects])],
    roles: [...new Set([...a.roles, ...b.roles])],
  };
}
