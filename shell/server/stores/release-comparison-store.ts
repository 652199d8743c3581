import type { Database } from '@yimen/database';
import type { ReleaseComparison } from '@yimen/portlet-sdk/release';
import type { Kysely } from 'kysely';
import type { PortalTables } from '../database-schema.ts';

/** Writes the comparison of a release down, in place of an earlier one. */
export async function saveComparison(
  query: Kysely<PortalTables>,
  id: { portlet: string; version: string },
  comparison: ReleaseComparison,
): Promise<void> {
  const written = { compared_at: comparison.comparedAt, comparison_json: comparison };
  await query
    .insertInto('release_comparison')
    .values({ ...id, ...written })
    .onConflict((conflict) => conflict.columns(['portlet', 'version']).doUpdateSet(written))
    .execute();
}

/** The table `release_comparison`. */
export function createReleaseComparisonStore(db: Database<PortalTables>) {
  return {
    save: (portlet: string, version: string, comparison: ReleaseComparison) =>
      saveComparison(db.query, { portlet, version }, comparison),

    /** The comparison of every release of a portlet, by version. */
    async ofPortlet(portlet: string): Promise<ReadonlyMap<string, ReleaseComparison>> {
      const rows = await db.query
        .selectFrom('release_comparison')
        .select(['version', 'comparison_json'])
        .where('portlet', '=', portlet)
        .execute();
      return new Map(rows.map((row) => [row.version, row.comparison_json]));
    },
  };
}
