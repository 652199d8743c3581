import type { Migration } from 'kysely/migration';
import { relyingPartyTables } from './20261123T1200-relying-party.ts';

/** The tables of a relying party: spread into the migrations of the host's database. */
export const relyingPartyMigrations: Record<string, Migration> = {
  '20261123T1200-relying-party': relyingPartyTables,
};
