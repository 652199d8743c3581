import type { Migration } from '@yimen/database';
import { relyingPartyMigrations } from '@yimen/relying-party';
import { up as createBudget } from './20261123T1300-budget.ts';

/** Every migration of this system's database. */
export const migrations: Record<string, Migration> = {
  ...relyingPartyMigrations,
  '20261123T1300-budget': { up: createBudget },
};
