import type { Migration } from '@yimen/database';
import { relyingPartyMigrations } from '@yimen/relying-party';
import { up as createPayments } from './20261123T1300-payments.ts';

/** Every migration of this system's database. */
export const migrations: Record<string, Migration> = {
  ...relyingPartyMigrations,
  '20261123T1300-payments': { up: createPayments },
};
