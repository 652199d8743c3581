import type { Database } from '@yimen/database';
import type { ReleasePolicy } from '@yimen/shell-contract';
import type { Selectable, Transaction } from 'kysely';
import type { PortalTables } from '../database-schema.ts';
import type { ReleasePolicyTable } from '../registry/registry-tables.ts';

export type ReleasePolicyRow = Selectable<ReleasePolicyTable>;

/** The table `release_policy`. */
export type ReleasePolicyStore = ReturnType<typeof createReleasePolicyStore>;

export function createReleasePolicyStore(db: Database<PortalTables>) {
  return {
    all: (): Promise<ReleasePolicyRow[]> => db.query.selectFrom('release_policy').selectAll().execute(),
  };
}

/** Sets a policy, or takes it away (null). */
export async function writeReleasePolicy(
  trx: Transaction<PortalTables>,
  { policy, ...row }: Omit<ReleasePolicyRow, 'policy'> & { policy: ReleasePolicy | null },
): Promise<void> {
  const { kind, name, updated_at, updated_by } = row;
  if (policy === null) {
    await trx.deleteFrom('release_policy').where('kind', '=', kind).where('name', '=', name).execute();
    return;
  }
  await trx
    .insertInto('release_policy')
    .values({ ...row, policy })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'name']).doUpdateSet({ policy, updated_at, updated_by }),
    )
    .execute();
}
