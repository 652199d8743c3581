import type { TodoState } from '../contract/index.ts';

export type TodoTable = {
  id: string;
  system: string;
  external_id: string;
  title: string;
  kind: string;
  step: string | null;
  sender: string | null;
  /** Index in `urgencies`, so that the database can sort by it. */
  urgency: number;
  due_at: number | null;
  link: string;
  state: TodoState;
  received_at: number;
  changed_at: number;
  done_at: number | null;
  done_by: string | null;
  result: string | null;
};

export type TodoAssigneeTable = { todo_id: string; kind: 'subject' | 'role'; name: string };

/** Tables of the to-do service. */
export type TodoDatabase = { todo: TodoTable; todo_assignee: TodoAssigneeTable };
