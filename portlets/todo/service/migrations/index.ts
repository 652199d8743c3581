import type { Migration } from '@yimen/database';
import { up as createTodos } from './20261123T1400-todos.ts';

/** Every migration of the to-do service's database. */
export const migrations: Record<string, Migration> = { '20261123T1400-todos': { up: createTodos } };
