import type { Database } from '@yimen/database';
import type { Selectable } from 'kysely';
import type { PortalTables } from '../database-schema.ts';
import type { ReleaseBreakerTable } from './breaker-tables.ts';

export type BreakerRow = Selectable<ReleaseBreakerTable>;

/** The table `release_breaker`. */
export type BreakerStore = ReturnType<typeof createBreakerStore>;

export function createBreakerStore({ query }: Database<PortalTables>) {
  return {
    all: () => query.selectFrom('release_breaker').selectAll().execute() as Promise<BreakerRow[]>,
    async save(row: BreakerRow): Promise<void> {
      const { portlet: _portlet, version: _version, ...rest } = row;
      await query
        .insertInto('release_breaker')
        .values(row)
        .onConflict((conflict) => conflict.columns(['portlet', 'version']).doUpdateSet(rest))
        .execute();
    },
  };
}
