import type { Migration } from '@yimen/database';
import { up as createContacts } from './20261123T1530-contacts.ts';

/** Every migration of the contacts service's database. */
export const migrations: Record<string, Migration> = { '20261123T1530-contacts': { up: createContacts } };
